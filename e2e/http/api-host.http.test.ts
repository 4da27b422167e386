import { type IncomingMessage, request } from 'node:http';
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
async function answerOf(url: string, path: string, { method = 'GET', body, headers }: Sent) {
  const authorization = `Bearer ${await tokenAt(url)}`;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const address = new URL(url);
    const options = { method, headers: { authorization, ...headers }, path: `/api/${path}`, agent: false };
    request({ host: address.hostname, port: address.port, ...options }, resolve)
      .on('error', reject)
      .end(body);
  });
  const { date, vary, ...lasting } = answer.headers;
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(lasting).map(([name, value]) => [name, withoutIds(String(value))])),
    text: withoutIds(await text(answer)).replaceAll(/\d+/g, '0'), // times, ports and numbers of orders
  };
}

const withoutIds = (value: string) => value.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '(id)');
