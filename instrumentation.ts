import { env } from '#lib/env';

/**
 * Runs once when the web server starts. Faulty settings end it here, named all at once, and not at the first request. Where only the
 * web server runs, the workers run inside it.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || env().WORKER === 'separate') return;
  const [{ startWorker }, { consumers }] = await Promise.all([import('#lib/broker/worker'), import('#jobs/consumers')]);
  await startWorker(consumers);
}
