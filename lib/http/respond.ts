import { newId } from '#lib/ids';
import type { Answer } from './answer.ts';

/** The HTTP response that an answer is; one without a correlation id gets a new one. */
export function respond(request: Request, { status, body, headers, correlationId = newId() }: Answer): Response {
  const isProblem = status >= 400;
  const responseHeaders = new Headers({ 'Cache-Control': 'no-store', ...headers });
  if (request.method !== 'GET' || isProblem) responseHeaders.set('X-Correlation-Id', correlationId);
  if (body === null) return new Response(null, { status, headers: responseHeaders });
  responseHeaders.set('Content-Type', isProblem ? 'application/problem+json' : 'application/json');
  return new Response(JSON.stringify(isProblem ? { ...body, correlationId } : body), {
    status,
    headers: responseHeaders,
  });
}
