import { parseArgs } from 'node:util';
import { inWords, prove } from '#lib/audit/audit';
import { databaseInUse } from '#scripts/postgres/database-in-use';
import { recordAudit } from './record.ts';

/** Proves the books: prints a line for each fault, and resolves to whether there is none. The office and the metrics show when it ran, and what it found. */
export async function auditCommand(args: string[]): Promise<boolean> {
  parseArgs({ args });
  const databaseUrl = databaseInUse();
  const proof = await prove(databaseUrl);
  await recordAudit(databaseUrl, proof);
  const { faults, covered } = proof;
  for (const fault of faults) console.error(fault);
  console.log(`The books are ${faults.length === 0 ? 'right' : 'wrong'}: ${inWords(covered)}.`);
  return faults.length === 0;
}
