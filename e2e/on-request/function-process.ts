import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

// An instance of a function as Vercel runs it: requests come with the path of the route that matched, and work handed to `waitUntil` keeps
// the instance alive. Started with the folder of the function and the route; prints its origin; SIGTERM retires it.
const [folder = '', route = ''] = process.argv.slice(2);

const context = new AsyncLocalStorage<{ waitUntil(work: Promise<unknown>): void }>();
Object.assign(globalThis, { [Symbol.for('@vercel/request-context')]: { get: () => context.getStore() } });
const kept = new Set<Promise<unknown>>();
function waitUntil(work: Promise<unknown>): void {
  const ended = Promise.resolve(work).finally(() => kept.delete(ended));
  kept.add(ended);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;
const launcher = createRequire(import.meta.url)(path.join(folder, '___next_launcher.cjs')) as
  | Handler
  | { default: Handler };
const handler = typeof launcher === 'function' ? launcher : launcher.default;

const server = createServer((request, response) => {
  request.headers['x-matched-path'] = route;
  context.run({ waitUntil }, () => void handler(request, response));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

process.once('SIGTERM', async () => {
  server.close();
  await once(server, 'close');
  while (kept.size > 0) await Promise.allSettled(kept);
  process.exit();
});
