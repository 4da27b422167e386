import type { Instrumentation } from 'next';
import { after } from 'next/server';
import { env } from '#lib/env';
import { log, logConsole } from '#lib/log';

/**
 * Runs once when the web server starts. Faulty settings end it here, named all at once, and not at the first request. Where only the
 * web server runs, the workers run inside it; where it runs only while it answers requests, each request does its work.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  log.setBindings({ role: 'web' });
  const { API_HOST, OTEL_EXPORTER_OTLP_ENDPOINT, WORKER } = env();
  if (process.env.NODE_ENV === 'production') logConsole();
  if (OTEL_EXPORTER_OTLP_ENDPOINT) {
    const [{ startTracing }, { flushTraces }] = await Promise.all([import('#lib/tracing-sdk'), import('#lib/tracing')]);
    startTracing('web');
    process.on('SIGTERM', () => void flushTraces()); // requests in flight are traced to their end
  }
  // Only Next keeps a function alive for work that goes on after the answer, and only Next reloads routes while they are edited.
  const isHosted = API_HOST === 'node' && WORKER !== 'on-request' && process.env.NODE_ENV === 'production';
  const { standBeforeNext } = await import('#lib/http/node-server');
  standBeforeNext(isHosted ? (await import('#lib/http/api-host')).answerApi : undefined);
  if (WORKER === 'separate') return;
  const [{ startWorker }, { workOnRequest }, { consumers }, { prunings }] = await Promise.all([
    import('#lib/broker/worker'),
    import('#lib/broker/on-request'),
    import('#jobs/consumers'),
    import('#jobs/pruning'),
  ]);
  if (WORKER === 'in-process') await startWorker(consumers, prunings);
  else workOnRequest({ consumers, prunings, keepAlive });
}

function keepAlive(work: Promise<void>): void {
  try {
    after(work);
  } catch {
    // There is no request that could end: nothing must be kept alive.
  }
}

/**
 * Records what failed while a page was made or an action done, under the digest that the page shows as its reference. The route without
 * its query: links of e-mails carry their secret there.
 */
export const onRequestError: Instrumentation.onRequestError = (error, { method }, { routePath, routeType }) => {
  const { digest } = error as { digest?: string };
  log.error({ digest, method, routePath, routeType, err: error }, 'page failed');
};
