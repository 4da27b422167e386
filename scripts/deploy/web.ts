import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { env } from '#lib/env';
import { followServers } from '#lib/http/ending';

/** How much longer than a reply may take a request in flight can hold up the end. */
const MARGIN_MS = 5_000;

/** Serves pages and API. At the stop it accepts no more requests, ends the event streams, finishes the requests in flight and ends with code 0. */
export async function web(stopping: AbortSignal): Promise<never> {
  const { HOST, PORT, REPLY_TIMEOUT_MS } = env();
  const servers = followServers();
  stopping.addEventListener('abort', () => {
    // Next ends the process once its requests and what they left for afterwards are done, with the code of a signal.
    process.on('exit', () => {
      process.exitCode = 0;
    });
    if (servers.areListening()) servers.end(REPLY_TIMEOUT_MS + MARGIN_MS);
    else process.exit();
  });
  // Next reads HOSTNAME, which container engines set to the name of the container.
  Object.assign(process.env, {
    HOSTNAME: HOST,
    PORT: String(PORT),
    // Longer than proxies keep an idle connection (Caddy: two minutes), or they send a request into one that is just being closed.
    KEEP_ALIVE_TIMEOUT: '130000',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  await import(pathToFileURL(path.join(import.meta.dirname, '../server.js')).href);
  return new Promise<never>(() => {});
}
