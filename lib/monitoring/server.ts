import { once } from 'node:events';
import { createServer } from 'node:http';
import { env } from '#lib/env';
import { log } from '#lib/log';
import { type Admission, admission } from './admission.ts';
import { scrape } from './scrape.ts';

/** Serves the metrics of a worker at `/api/metrics` of `METRICS_PORT`, where that is set. Throws where the port is taken. */
export async function serveMetrics(): Promise<{ stop(): Promise<void> } | undefined> {
  const { METRICS_PORT: port, HOST: host } = env();
  if (port === undefined) return undefined;
  const server = createServer((request, response) => {
    const admitted = request.url === '/api/metrics' ? admission(request.headers.authorization) : 'not-configured';
    response.setHeader('Cache-Control', 'no-store');
    if (admitted !== 'admitted') response.writeHead(statusOf[admitted], headersOf[admitted]).end();
    else
      scrape('worker').then(
        ({ text, contentType }) => response.writeHead(200, { 'Content-Type': contentType }).end(text),
        (error: unknown) => {
          log.error({ err: error }, 'cannot show the metrics');
          response.writeHead(500).end();
        },
      );
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const statusOf = { 'not-configured': 404, refused: 401 } satisfies Partial<Record<Admission, number>>;
const headersOf = { 'not-configured': {}, refused: { 'WWW-Authenticate': 'Bearer' } };
