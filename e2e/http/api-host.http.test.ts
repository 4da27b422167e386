import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect } from 'vitest';
import { test } from '#scripts/testing/http';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { established } from './client.ts';

// The API answers the same, whether Node's server hands requests to the router (as everywhere else in these tests) or Next does.

let byNext: ServedApp;
beforeAll(async () => {
  byNext = await serveApp({ API_HOST: 'next' });
}, 120_000);
afterAll(() => byNext?.stop(), 60_000);

interface Sent {
  method?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

const json = { 'content-type': 'application/json' };
const order = JSON.stringify({ items: [{ productId: 'flat-white', quantity: 1 }] });
const large = JSON.stringify({
  items: Array.from({ length: 3_000 }, () => ({ productId: 'flat-white', quantity: 1 })),
});

const requests: [path: string, sent: Sent][] = [
  ['health', {}],
  ['health/ready', {}],
  ['health', { method: 'HEAD' }],
  ['health', { method: 'OPTIONS' }],
  ['health', { method: 'TRACE' }],
  ['health/', {}],
  ['nothing', {}],
  ['nothing', { method: 'POST', body: order, headers: json }],
  ['command-reply/order/%zz', {}],
  ['command-reply//products', {}],
  ['command-reply/../products', {}],
  ['command-reply/products', {}],
  ['command-reply/products', { headers: { 'accept-encoding': 'gzip' } }],
  ['command-reply/products', { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } }],
  ['command-reply/billing/statement', {}],
  ['command-reply/billing/entries', { headers: { 'accept-encoding': 'gzip, deflate, br' } }],
  ['event-notification/notifications?limit=1', {}],
  ['event-notification/notifications?limit=x', {}],
  ['event-collaboration/orders?cursor=x', {}],
  ['command-reply/order/create', { method: 'POST', body: order, headers: json }],
  ['command-reply/order/create/', { method: 'POST', body: order, headers: { ...json, 'idempotency-key': 'k' } }],
  ['command-reply/order/create', { method: 'POST', body: order, headers: { ...json, 'idempotency-key': '\u00fc' } }],
  ['event-notification/order', { method: 'POST', body: order, headers: json }],
  ['event-collaboration/order/create', { method: 'POST', body: order, headers: { ...json, 'x-request-id': 'mine' } }],
  ['command-reply/order/create', { method: 'POST', body: order }],
  ['command-reply/order/create', { method: 'POST', body: '{', headers: json }],
  ['command-reply/order/create', { method: 'POST', headers: json }],
  ['command-reply/order/create', { method: 'POST', body: Buffer.from([0xff]), headers: json }],
  ['command-reply/order/create', { method: 'POST', body: large, headers: json }],
  ['command-reply/order/create', { method: 'PUT', body: order, headers: json }],
  ['command-reply/order/create', { method: 'POST', body: order, headers: { ...json, authorization: 'Basic eDp5' } }],
  ['command-reply/order/create', { method: 'POST', body: order, headers: { ...json, expect: '100-continue' } }],
  ['command-reply/order/create', { method: 'POST', body: order, headers: { ...json, host: 'two words' } }],
  ['openapi.json', {}],
  ['events', { headers: { authorization: 'none' } }],
  ['metrics', {}],
  ['auth', {}],
];

test.for(requests)('%s %o', async ([path, sent], { baseUrl }) => {
  const [hosted, plain] = await Promise.all([baseUrl, byNext.url].map((url) => answerOf(url, path, sent)));
  expect(hosted).toEqual(plain);
});

test('requests of the API do not pass through Next, unless API_HOST says so', async ({ baseUrl }) => {
  const varies = async (url: string) => (await fetch(`${url}/api/health`)).headers.get('vary');
  expect(await varies(baseUrl)).toBe(null);
  expect(await varies(byNext.url)).toContain('rsc');
});

test.for([
  ['POST', 'nothing', 404],
  ['PUT', 'office/products/tea/image', 401],
  ['POST', 'command-reply/billing/register', 413],
] as const)(
  'a body that %s %s leaves unread does not keep the next request waiting',
  async ([method, path, status], { baseUrl }) => {
    const body = Buffer.alloc(2_000_000, ' ');
    for (const url of [baseUrl, byNext.url]) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const refused = await ask(url, path, { method, body, headers: { ...json, ...typeOf(path) } }, agent);
      expect(refused.statusCode).toBe(status);
      refused.resume();
      expect((await ask(url, 'health', {}, agent)).statusCode).toBe(200);
      agent.destroy();
    }
  },
);

const typeOf = (path: string) => (path.endsWith('image') ? { 'content-type': 'image/png' } : {});

const tokens = new Map<string, Promise<string>>();
const tokenAt = (url: string) => {
  if (!tokens.has(url))
    tokens.set(
      url,
      established(url, 'event-notification').then(({ token }) => token),
    );
  return tokens.get(url);
};

/** Everything of an answer but what differs from one request to the next, and what Next says of its pages to caches: nothing here is stored. */
async function answerOf(url: string, path: string, { headers, ...sent }: Sent) {
  const authorization = `Bearer ${await tokenAt(url)}`;
  const answer = await ask(url, path, { ...sent, headers: { authorization, ...headers } });
  const { date, vary, ...lasting } = answer.headers;
  return {
    status: [answer.statusCode, answer.statusMessage],
    headers: Object.fromEntries(Object.entries(lasting).map(([name, value]) => [name, withoutIds(String(value))])),
    // Other tests change the catalogue of one of the shops. Times, ports and numbers of orders differ in any case.
    text: path.endsWith('products')
      ? (await text(answer)).length > 0
      : withoutIds(await text(answer)).replaceAll(/\d+/g, '0'),
  };
}

const ask = (url: string, path: string, { method = 'GET', body, headers }: Sent, agent: Agent | false = false) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { hostname: host, port } = new URL(url);
    request({ host, port, path: `/api/${path}`, method, headers, agent }, resolve)
      .on('error', reject)
      .end(body);
  });

const withoutIds = (value: string) => value.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '(id)');
