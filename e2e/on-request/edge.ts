import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { startServer, type TestServer } from '#scripts/testing/http-server';

/** Starts a server that hands each request to the next of the origins, as a platform spreads requests over instances. */
export function startEdge(nextOrigin: () => string | Promise<string>): Promise<TestServer> {
  return startServer((request, response) => {
    pass(request, response, nextOrigin).catch(() => response.writeHead(502).end());
  });
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  nextOrigin: () => string | Promise<string>,
): Promise<void> {
  const origin = await nextOrigin();
  const { method, url = '/', headers } = request;
  const passed = forward(`${origin}${url}`, { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  request.pipe(passed);
}
