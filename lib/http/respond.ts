import { STATUS_CODES } from 'node:http';
import { newId } from '#lib/ids';
import type { Answer } from './answer.ts';

/** Makes the HTTP response of an answer; if the answer has no correlation id, a new one is made. */
export function respond(request: Request, { status, body, headers, correlationId = newId() }: Answer): Response {
  const isProblem = status >= 400 && body !== null && 'type' in body;
  const responseHeaders = new Headers({ 'Cache-Control': 'no-store', ...headers });
  if (request.method !== 'GET' || isProblem) responseHeaders.set('X-Correlation-Id', correlationId);
  const start = { status, statusText: STATUS_CODES[status] ?? '', headers: responseHeaders };
  if (body === null) return new Response(null, start);
  responseHeaders.set('Content-Type', isProblem ? 'application/problem+json' : 'application/json');
  return new Response(JSON.stringify(isProblem ? { ...body, correlationId } : body), start);
}
