import { once } from 'node:events';
import { shutdown } from '#lib/broker/shutdown';
import { startWorker } from '#lib/broker/worker';
import { env } from '#lib/env';
import { log } from '#lib/log';
import { serveMetrics } from '#lib/monitoring/server';
import { stopTracing } from '#lib/tracing';
import { consumers } from './consumers.ts';
import { prunings } from './pruning.ts';

/** Runs all services of all styles until `stopping` aborts; then finishes the batches in hand. */
export async function runWorker(stopping: AbortSignal): Promise<void> {
  log.setBindings({ role: 'worker' });
  if (env().OTEL_EXPORTER_OTLP_ENDPOINT) (await import('#lib/tracing-sdk')).startTracing('worker');
  const metricsServer = await serveMetrics();
  const stopped = stopping.aborted ? Promise.resolve() : once(stopping, 'abort');
  // A worker that cannot start yet, because the database does not answer, must end too.
  const worker = await Promise.race([startWorker(consumers, prunings), stopped.then(() => undefined)]);
  if (worker) {
    console.log('worker ready');
    await stopped;
  }
  await worker?.stop();
  await metricsServer?.stop();
  await shutdown();
  await stopTracing();
}
