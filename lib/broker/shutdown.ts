import { closePool } from '#lib/db/pool';
import { closeSignals } from '#lib/db/signals';
import { stopBoss } from './boss.ts';

/** Closes every connection that this process has to its database. Stop a running worker first. */
export async function shutdown(): Promise<void> {
  await stopBoss();
  await closeSignals();
  await closePool();
}
