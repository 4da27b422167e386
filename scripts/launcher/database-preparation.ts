import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { StartupFailure } from '#scripts/processes/startup-failure';
import type { DemoAccount } from '#scripts/seed/demo-accounts';

export interface Preparation {
  databaseUrl: string;
  /** The file of the demo accounts, which only demo mode has. */
  demoAccountsFile?: string;
}

/** The answer of the process that prepares the database. */
export type Prepared = { accounts: DemoAccount[] } | { fault: string; code: string | undefined };

/**
 * Migrates and seeds the database, and returns the demo accounts. A child process does this, because the launcher would
 * otherwise keep the 250 MB that loading the whole application takes. Throws a `StartupFailure`.
 */
export async function prepareDatabase(preparation: Preparation): Promise<DemoAccount[]> {
  const child = fork(path.join(import.meta.dirname, 'prepare-database.ts'));
  const exited = once(child, 'exit');
  child.send(preparation);
  const prepared = await answerOf(child);
  await exited;
  if ('accounts' in prepared) return prepared.accounts;
  throw preparationFailure({ code: prepared.code, message: prepared.fault });
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** What stopped a migration, for the person who can change the database. */
export function preparationFailure(error: unknown): StartupFailure {
  const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
  return new StartupFailure(
    code === INSUFFICIENT_PRIVILEGE
      ? `The database refuses (${message}): let the user of DATABASE_URL create schemas in it.`
      : `Preparing the database failed: ${message}`,
  );
}

async function answerOf(child: ChildProcess): Promise<Prepared> {
  const answer = once(child, 'message').then(([message]) => message as Prepared);
  const end = once(child, 'exit').then(
    ([code, signal]): Prepared => ({ fault: `its process ended (${signal ?? `code ${code}`})`, code: undefined }),
  );
  return Promise.race([answer, end]);
}
