import { runWorker } from '#jobs/worker';
import { env } from '#lib/env';
import { ALIVE_INTERVAL_MS, showLife } from './alive-file.ts';

/** Handles messages. At the stop it finishes the batches in hand and ends with code 0. */
export async function worker(stopping: AbortSignal): Promise<true> {
  env();
  showLife();
  setInterval(showLife, ALIVE_INTERVAL_MS);
  await runWorker(stopping);
  return true;
}
