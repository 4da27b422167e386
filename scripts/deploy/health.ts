import { statSync } from 'node:fs';
import { env } from '#lib/env';
import { reachableUrl } from '#scripts/processes/ports';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { ALIVE_FILE, ALIVE_INTERVAL_MS } from './alive-file.ts';

const ANSWER_TIMEOUT_MS = 3_000;

/** Whether the web server or the worker of this container is alive; it says nothing of the database, `/api/health/ready` does. */
export async function health([role]: string[]): Promise<boolean> {
  if (role === 'web') return isServing();
  if (role === 'worker') return isWorking();
  throw new StartupFailure('name what to check: saldo health web, or saldo health worker');
}

async function isServing(): Promise<boolean> {
  const { HOST, PORT } = env();
  const answer = await fetch(`${reachableUrl(HOST, PORT)}/api/health`, {
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  }).catch(() => undefined); // not there, or too slow: not alive
  return answer?.status === 200;
}

function isWorking(): boolean {
  const touchedAt = statSync(ALIVE_FILE, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - touchedAt < 3 * ALIVE_INTERVAL_MS;
}
