import { type IncomingMessage, type RequestListener, Server, type ServerResponse } from 'node:http';
import { type Activity, withActivity } from '#lib/activity';
import { newId } from '#lib/ids';
import { metrics } from '#lib/metrics';

/** The methods that a fetch `Request` can have and a route handler of Next can be named after. */
const KNOWN_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** What Next serves from the disk, and the routes that answer with a file. */
const FILE = /^\/_next\/|^\/opengraph-image|\.\w+$/;

/** The routes under app/api beside that of the router. */
const OTHER_ROUTE = /^\/api\/(auth|events|metrics|openapi\.json)(?=\/|$)/;
/** A path that Next need not see: it knows how to refuse escapes, dots and empty segments. */
const PLAIN = /^\/api(\/\w[\w-]*)+\/?$/;
/** What `X-Request-Id` of a client may be, so that it can stand in every log line. */
const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;

/**
 * Stands before Next in every HTTP server of this process. Next answers some requests before any code of ours is asked: it fails with a
 * plain 500 where the method is TRACE or a file is posted to, renders a page for PUT, and redirects a path of two slashes without our
 * headers. Next has no earlier hook, so this one is in Node's `request` event, where tracing libraries hook in too. Every request gets its id
 * here, and is measured. With `answerApi`, Next is not asked for the routes of the router.
 */
export function standBeforeNext(answerApi?: RequestListener): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    const pass = () => Reflect.apply(emit, this, [event, ...args]);
    // Next takes every offer to change the protocol, for its reloads in development, and where it has no page it neither answers nor closes the
    // connection, not even when the client leaves or the server ends. Without its listener Node answers as if there had been no offer.
    if (event === 'connection' && process.env.NODE_ENV === 'production') this.removeAllListeners('upgrade');
    if (event !== 'request') return pass();
    const [request, response] = args as [IncomingMessage, ServerResponse];
    const { 'x-request-id': given } = request.headers;
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    const http = {};
    response.setHeader('X-Request-Id', requestId);
    measure(request, response, http);
    return withActivity(
      { requestId, origin: originOf(request), http },
      () => receive(request, response, answerApi) || pass(),
    );
  };
}

/**
 * Where a request comes from. Each proxy appends the address that it was called from, so the last one is what the nearest proxy saw; what
 * stands before it may be anybody's invention.
 */
function originOf({ headers, socket }: IncomingMessage): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim();
  return forwarded || socket.remoteAddress || 'unknown';
}

/** Measures a request until its answer is sent, or its client has left. */
function measure({ method = '', url = '' }: IncomingMessage, response: ServerResponse, http: Activity['http']): void {
  const started = performance.now();
  response.once('close', () => {
    const labels = {
      method: KNOWN_METHODS.includes(method) ? method : 'other',
      route: http?.route ?? routeOf(url.split('?', 1)[0] ?? ''),
      status: response.writableFinished ? response.statusCode : 499,
    };
    metrics().httpRequests.observe(labels, (performance.now() - started) / 1_000);
  });
}

/** What a path counts as that the router of the API does not know. */
function routeOf(path: string): string {
  const [other] = OTHER_ROUTE.exec(path) ?? [];
  if (other) return other;
  if (path.startsWith('/api/')) return 'unknown';
  return FILE.test(path) ? 'file' : 'page';
}

/** Prepares a request for Next; true if it is answered here. */
function receive(request: IncomingMessage, response: ServerResponse, answerApi?: RequestListener): boolean {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const { method = '' } = request;
  const path = request.url?.split('?', 1)[0] ?? '';
  if (path === '/api' || path.startsWith('/api/')) {
    // No route takes OPTIONS, so the router of the API answers 405 and says which methods the path takes.
    if (!KNOWN_METHODS.includes(method)) request.method = 'OPTIONS';
    if (!answerApi || OTHER_ROUTE.test(path) || !PLAIN.test(path)) return false;
    answerApi(request as Parameters<RequestListener>[0], response as Parameters<RequestListener>[1]);
    return true;
  }
  // The forms of a page post to it.
  const allowed = FILE.test(path) ? ['GET', 'HEAD'] : ['GET', 'HEAD', 'POST'];
  if (allowed.includes(method)) return false;
  response
    .writeHead(405, { Allow: allowed.join(', '), 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' })
    .end('Method not allowed');
  return true;
}
