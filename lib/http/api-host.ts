import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { inSpan, SpanKind, SpanStatusCode } from '#lib/tracing';
import { dispatch } from './router.ts';
import { routes } from './routes.ts';

/** Answers a request of the API as app/api/[...path]/route.ts does, without what Next does around a route handler (docs/decisions/0020). */
export function answerApi(request: IncomingMessage, response: ServerResponse): void {
  // A body that nobody has read would keep the next request of the connection waiting.
  response.once('finish', () => {
    if (!request.readableEnded) request.removeAllListeners('data').resume();
  });
  answer(request, response);
}

const answer = createRequestListener(
  (request: Request) => {
    const parent = request.headers.get('traceparent') ?? undefined;
    const attributes = { 'http.request.method': request.method };
    return inSpan(request.method, { kind: SpanKind.SERVER, parent, attributes }, async (span) => {
      const response = await dispatch(routes, request);
      span?.setAttribute('http.response.status_code', response.status);
      if (response.status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      return response;
    });
  },
  // The router reads only the path, and a malformed Host header must not fail the request.
  { host: 'localhost', protocol: 'http:' },
);
