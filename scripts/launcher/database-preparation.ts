import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { StartupFailure } from '#scripts/processes/startup-failure';
import type { DemoAccount } from '#scripts/seed/demo-accounts';

export interface Preparation {
  databaseUrl: string;
  /** Where the demo accounts are kept; absent outside demo mode, which alone has some. */
  demoAccountsFile?: string;
}

/** What the process that prepares the database answers. */
export type Prepared = { accounts: DemoAccount[] } | { fault: string; code: string | undefined };

/**
 * Migrates and seeds the database, and returns the demo accounts. A process of its own does it: the 250 MB that loading
 * all of the application takes would otherwise stay with the launcher for as long as it runs.
 */
export async function prepareDatabase(preparation: Preparation): Promise<DemoAccount[]> {
  const child = fork(path.join(import.meta.dirname, 'prepare-database.ts'));
  const exited = once(child, 'exit');
  child.send(preparation);
  const answer = await answerOf(child);
  await exited;
  if ('accounts' in answer) return answer.accounts;
  const INSUFFICIENT_PRIVILEGE = '42501';
  throw new StartupFailure(
    answer.code === INSUFFICIENT_PRIVILEGE
      ? `The database refuses (${answer.fault}): let the user of DATABASE_URL create schemas in it.`
      : `Preparing the database failed: ${answer.fault}`,
  );
}

async function answerOf(child: ChildProcess): Promise<Prepared> {
  const answer = once(child, 'message').then(([message]) => message as Prepared);
  const silence = once(child, 'exit').then(
    ([code, signal]): Prepared => ({ fault: `its process ended (${signal ?? `code ${code}`})`, code: undefined }),
  );
  return Promise.race([answer, silence]);
}
