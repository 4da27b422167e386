import { once } from 'node:events';
import { shutdown } from '#lib/broker/shutdown';
import { startWorker } from '#lib/broker/worker';
import { log } from '#lib/log';
import { consumers } from './consumers.ts';
import { prunings } from './pruning.ts';

/** Runs all services of all styles until `stopping` aborts; then finishes the batches in hand. */
export async function runWorker(stopping: AbortSignal): Promise<void> {
  log.setBindings({ role: 'worker' });
  const stopped = stopping.aborted ? Promise.resolve() : once(stopping, 'abort');
  // A worker that cannot start yet, because the database does not answer, must end too.
  const worker = await Promise.race([startWorker(consumers, prunings), stopped.then(() => undefined)]);
  if (!worker) return;
  console.log('worker ready');
  await stopped;
  await worker.stop();
  await shutdown();
}
