import { parseArgs } from 'node:util';
import { backUp } from '#scripts/backup/backup';
import { directDatabaseInUse } from '#scripts/postgres/database-in-use';
import { runCommand } from '#scripts/processes/run-command';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** `npm run backup -- saldo.dump` writes the whole database to a file, while the shop runs. */
await runCommand('backup', async () => {
  const [file, ...others] = parseArgs({ allowPositionals: true }).positionals;
  if (!file || others.length > 0) throw new StartupFailure('name one file: npm run backup -- saldo.dump');
  console.log(await backUp(directDatabaseInUse(), file));
  return true;
});
