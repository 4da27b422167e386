import { createRequestListener } from '@remix-run/node-fetch-server';
import { inSpan, SpanKind } from '#lib/tracing';
import { dispatch } from './router.ts';
import { routes } from './routes.ts';

/** Answers a request of the API as app/api/[...path]/route.ts does, without what Next does around a route handler (docs/decisions/0020). */
export const answerApi = createRequestListener(
  (request: Request) => {
    const parent = request.headers.get('traceparent') ?? undefined;
    return inSpan(request.method, { kind: SpanKind.SERVER, parent }, () => dispatch(routes, request));
  },
  // The router reads only the path, and a malformed Host header must not fail the request.
  { host: 'localhost', protocol: 'http:' },
);

/**
 * The paths that are answered here. Next has the routes of its own beside that of the router, and whatever is no plain path: it knows how to
 * refuse escapes, dots and empty segments.
 */
export const isAnsweredHere = (path: string): boolean =>
  /^\/api\/(?!(auth|events|metrics)(\/|$))\w[\w-]*(\/[\w-]+)*\/?$/.test(path);
