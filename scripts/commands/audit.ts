import { parseArgs } from 'node:util';
import { prove } from '#scripts/audit/audit';
import { databaseInUse } from '#scripts/postgres/database-in-use';
import { runCommand } from '#scripts/processes/run-command';

/** `npm run audit` proves the books: it prints a line for each fault, and ends with exit code 1 if there is one. */
await runCommand('audit', async () => {
  parseArgs();
  const { faults, counts } = await prove(databaseInUse());
  for (const fault of faults) console.error(fault);
  console.log(`The books are ${faults.length === 0 ? 'right' : 'wrong'}: ${counts}.`);
  return faults.length === 0;
});
