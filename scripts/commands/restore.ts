import { parseArgs } from 'node:util';
import { inWords } from '#lib/audit/audit';
import { restore } from '#scripts/backup/restore';
import { directDatabaseInUse } from '#scripts/postgres/database-in-use';
import { runCommand } from '#scripts/processes/run-command';
import { StartupFailure } from '#scripts/processes/startup-failure';

/**
 * `npm run restore -- saldo.dump` restores a backup into the empty database that DATABASE_URL names, and proves its
 * books: exit code 1 if they are wrong.
 */
await runCommand('restore', async () => {
  const [file, ...others] = parseArgs({ allowPositionals: true }).positionals;
  if (!file || others.length > 0) throw new StartupFailure('name one file: npm run restore -- saldo.dump');
  const { faults, covered, shown } = await restore(directDatabaseInUse(), file);
  for (const fault of faults) console.error(fault);
  console.log(
    `${file} is restored into ${shown}. The books are ${faults.length === 0 ? 'right' : 'wrong'}: ${inWords(covered)}.`,
  );
  return faults.length === 0;
});
