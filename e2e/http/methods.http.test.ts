import { readdirSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { json, text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { test } from '#scripts/testing/http';

// fetch sends no TRACE, and follows redirects.

/** Sends a request without a body, and returns the answer before its body is read. */
const ask = (url: string, method = 'GET', headers = {}) =>
  new Promise<IncomingMessage>((resolve, reject) =>
    request(url, { method, headers }, resolve).on('error', reject).end(),
  );

const foreign = ['TRACE', 'QUERY', 'PROPFIND', 'PATCH', 'OPTIONS'];

describe.for(foreign)('%s', (method) => {
  test.for([
    ['/api/health', 'GET, HEAD'],
    ['/api/command-reply/orders', 'GET, HEAD'],
    ['/api/event-notification/order', 'POST'],
    ['/api/tokens/current', 'DELETE'],
    ['/api/openapi.json', 'GET, HEAD'],
    ['/api/events', 'GET, HEAD'],
    ['/api/auth/session', 'GET, HEAD, POST'],
  ] as const)('of %s is told which methods there are', async ([path, allowed], { baseUrl }) => {
    const answer = await ask(`${baseUrl}${path}`, method);
    expect(answer.statusCode).toBe(405);
    expect(answer.headers).toMatchObject({ allow: allowed, 'content-type': 'application/problem+json' });
    expect(await json(answer)).toMatchObject({ type: '/problems/method-not-allowed', status: 405 });
  });

  test('of an unknown path of the API finds nothing', async ({ baseUrl }) => {
    const answer = await ask(`${baseUrl}/api/nothing`, method);
    expect(answer.statusCode).toBe(404);
    expect(await json(answer)).toMatchObject({ type: '/problems/not-found' });
  });

  test.for(['/', '/register', '/orders?page=2', '/nothing'])('of the page %s is refused', async (path, { baseUrl }) => {
    const answer = await ask(`${baseUrl}${path}`, method);
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
    await text(answer);
  });
});

const chunk = () => `/_next/static/chunks/${readdirSync('.next/static/chunks').find((name) => name.endsWith('.js'))}`;

test('nothing but GET and HEAD is done with a file', async ({ baseUrl }) => {
  for (const path of [chunk(), '/favicon.ico', '/icon.svg', '/manifest.webmanifest', '/wallet/statement.csv'])
    for (const method of ['POST', 'PUT', 'TRACE']) {
      const answer = await ask(`${baseUrl}${path}`, method);
      expect([path, method, answer.statusCode, answer.headers.allow]).toEqual([path, method, 405, 'GET, HEAD']);
      await text(answer);
    }
});

test.for([
  ['a page', '/', 200],
  ['a page that does not exist', '/nothing', 404],
  ['a malformed path', '/%zz', 404],
  ['a redirect of a page', '/orders', 307],
  ['a redirect of the server', '//orders//', 308],
  ['a redirect of next-auth', '/api/auth/signin', 302],
  ['a script', chunk, 200],
  ['a script that does not exist', '/_next/static/chunks/nothing.js', 404],
  ['an icon', '/icon.svg', 200],
  ['a picture', '/opengraph-image', 200],
  ['the manifest', '/manifest.webmanifest', 200],
  ['robots.txt', '/robots.txt', 200],
  ['the API', '/api/health', 200],
  ['a problem', '/api/command-reply/orders', 401],
  ['a malformed path of the API', '/api/%zz', 404],
  ['the description of the API', '/api/openapi.json', 200],
  ['the image optimiser, which is off', '/_next/image?url=x', 404],
] as const)('the type of %s is not guessed by browsers', async ([, path, status], { baseUrl }) => {
  const answer = await ask(`${baseUrl}${typeof path === 'string' ? path : path()}`);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  await text(answer);
});

test.for([
  ['/api/health', 200],
  ['/robots.txt', 200],
  ['/nothing', 404],
  ['//nothing', 308],
] as const)(
  'a client that would rather speak another protocol gets %s by this one',
  async ([path, status], { baseUrl }) => {
    for (const upgrade of ['websocket', 'h2c']) {
      const answer = await ask(`${baseUrl}${path}`, 'GET', { connection: 'Upgrade', upgrade });
      expect([upgrade, answer.statusCode]).toEqual([upgrade, status]);
      await text(answer);
    }
  },
);

test('an idle connection is kept for longer than a proxy would use it again', async ({ baseUrl }) => {
  const answer = await ask(`${baseUrl}/api/health`);
  expect(answer.headers['keep-alive']).toBe('timeout=130');
  await text(answer);
});
