import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '#drizzle/migrate';
import { type Proof, prove } from '#lib/audit/audit';
import { chooseTools, installedTools } from '#scripts/backup/client-tools';
import { inspect } from '#scripts/backup/inspect';
import { runTool } from '#scripts/backup/run-tool';
import { StartupFailure } from '#scripts/processes/startup-failure';

/**
 * Restores a backup into an empty database, whole or not at all, brings it up to date with this version, and proves its
 * books. Returns what is wrong with them and what they hold. Throws a `StartupFailure` if the file is no backup, if the
 * database is not empty, or where the tools are missing.
 */
export async function restore(url: string, file: string): Promise<Proof & { shown: string }> {
  refuseOtherFiles(file);
  const { major, shown, schemas } = await inspect(url);
  if (schemas.length > 0) {
    throw new StartupFailure(
      `${shown} is not empty, it holds ${schemas.join(', ')}: create a new one, and name it in DATABASE_URL`,
    );
  }
  const tools = chooseTools(major, await installedTools());
  const wholeOrNothing = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
  await runTool(path.join(tools.folder, 'pg_restore'), url, [...wholeOrNothing, file]);
  await migrate(url);
  return { ...(await prove(url)), shown };
}

/** How a dump in the custom format begins. */
const MAGIC = 'PGDMP';

function refuseOtherFiles(file: string): void {
  const start = Buffer.alloc(MAGIC.length);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, start);
  } finally {
    closeSync(opened);
  }
  if (start.toString('latin1') !== MAGIC) throw new StartupFailure(`${file} is no backup of \`npm run backup\``);
}
