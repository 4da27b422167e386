import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** The methods that a fetch `Request` can have and a route handler of Next can be named after. */
const KNOWN_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** What Next serves from the disk, and the routes that answer with a file. */
const FILE = /^\/_next\/|^\/opengraph-image|\.\w+$/;

/**
 * Stands before Next in every HTTP server of this process. Next answers some requests before any code of ours is asked: it fails with a
 * plain 500 where the method is TRACE or a file is posted to, renders a page for PUT, and redirects a path of two slashes without our
 * headers. Next has no earlier hook, so this one is in Node's `request` event, where tracing libraries hook in too.
 */
export function standBeforeNext(): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'request' && receive(args[0] as IncomingMessage, args[1] as ServerResponse)) return true;
    return Reflect.apply(emit, this, [event, ...args]);
  };
}

/** Prepares a request for Next; true if it is answered already. */
function receive(request: IncomingMessage, response: ServerResponse): boolean {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const { method = '' } = request;
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path === '/api' || path.startsWith('/api/')) {
    // No route takes PATCH, so the router of the API answers 405 and says which methods the path takes.
    if (!KNOWN_METHODS.includes(method)) request.method = 'PATCH';
    return false;
  }
  // The forms of a page post to it.
  const allowed = FILE.test(path) ? ['GET', 'HEAD'] : ['GET', 'HEAD', 'POST'];
  if (allowed.includes(method)) return false;
  response
    .writeHead(405, { Allow: allowed.join(', '), 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' })
    .end('Method not allowed');
  return true;
}
