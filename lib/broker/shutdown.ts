import { closePool } from '#lib/db/pool';
import { closeSignals } from '#lib/db/signals';
import { stopBoss } from './boss.ts';

/** Closes every connection of this process to the database. Stop a running worker first. */
export async function shutdown(): Promise<void> {
  await stopBoss();
  await closeSignals();
  await closePool();
}
