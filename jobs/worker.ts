import { shutdown } from '#lib/broker/shutdown';
import { startWorker } from '#lib/broker/worker';
import { log } from '#lib/log';
import { consumers } from './consumers.ts';
import { prunings } from './pruning.ts';

// The worker process: all services of all styles. SIGTERM and SIGINT let it finish the batches in hand.
log.setBindings({ role: 'worker' });
const worker = await startWorker(consumers, prunings);
console.log('worker ready');

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await worker.stop();
  await shutdown();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
