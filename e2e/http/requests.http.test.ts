import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { styles } from '#lib/messages/define';
import { test as base } from '#scripts/testing/http';
import { type Customer, paths, registered, send } from './client.ts';
import { expectProblem } from './expectations.ts';

const test = base.extend('zoe', { scope: 'file' }, ({ baseUrl }) => registered(baseUrl, 'event-collaboration'));

const tooLarge = `{"amount":100,"x":"${'x'.repeat(100_000)}"}`;

describe.for(styles)('a request in %s', (style) => {
  const transfer = 'billing/transfer';

  test('may end its path with a slash, without a redirect', async ({ zoe }) => {
    const customer = zoe.at(style);
    for (const path of ['products/', 'orders/', 'billing/account/', 'notifications/?limit=1'])
      expect((await customer.get(path)).status).toBe(200);
    const balance = await customer.balance();
    expect((await customer.post(`${transfer}/`, { amount: 100 })).body).toMatchObject({ balance: balance + 100 });
  });

  test('to an unknown path, or a path of another style, answers 404', async ({ baseUrl, zoe }) => {
    const own = Object.values(paths[style]);
    const others = Object.values(paths).flatMap(({ register, order }) => [register, order]);
    const foreign = [...new Set(others)].filter((path) => !own.includes(path));
    expect(foreign.length).toBeGreaterThan(1);
    for (const path of [...foreign, '', 'nothing', 'orders/1/2', 'billing', 'Orders'])
      expectProblem(
        await send(`${baseUrl}/api/${style}/${path}`, 'POST', { token: zoe.token, body: {} }),
        404,
        'not-found',
      );
    expectProblem(
      await send(`${baseUrl}/api/${style.toUpperCase()}/orders`, 'GET', { token: zoe.token }),
      404,
      'not-found',
    );
  });

  test.for([
    ['GET', paths[style].register, 'POST'],
    ['PUT', paths[style].order, 'POST'],
    ['GET', transfer, 'POST'],
    ['DELETE', 'orders', 'GET, HEAD'],
    ['PATCH', 'billing/account', 'GET, HEAD'],
    ['OPTIONS', 'products', 'GET, HEAD'],
    ['POST', 'messages', 'GET, HEAD'],
  ] as const)('%s %s answers 405 with the allowed methods', async ([method, path, allowed], { baseUrl }) => {
    const answer = await send(`${baseUrl}/api/${style}/${path}`, method);
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe(allowed);
  });

  test('may use HEAD', async ({ baseUrl, zoe }) => {
    const answer = await send(`${baseUrl}/api/${style}/orders`, 'HEAD', { token: zoe.token });
    expect(answer.status).toBe(200);
    expect(answer.body).toBeNull();
  });

  test.for([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'multipart/form-data; boundary=x',
    '',
  ])('with a body of type %j is refused', async (type, { baseUrl, zoe }) => {
    for (const path of [transfer, paths[style].order, paths[style].register]) {
      const body = new TextEncoder().encode('{"amount":100}');
      const message = { body, token: zoe.token, headers: { 'content-type': type } };
      expectProblem(await send(`${baseUrl}/api/${style}/${path}`, 'POST', message), 415, 'unsupported-media-type');
    }
  });

  test('may add parameters to its media type, or write it in capitals', async ({ baseUrl, zoe }) => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
      const message = { body: '{"amount":100}', token: zoe.token, headers: { 'content-type': type } };
      expect((await send(`${baseUrl}/api/${style}/${transfer}`, 'POST', message)).status).toBe(200);
    }
  });

  test('without a body has no media type, and is refused', async ({ baseUrl, zoe }) => {
    const answer = await send(`${baseUrl}/api/${style}/${transfer}`, 'POST', { token: zoe.token });
    expectProblem(answer, 415, 'unsupported-media-type');
  });

  test('of more than 64 KiB is too large, with and without a Content-Length', async ({ baseUrl, zoe }) => {
    const url = `${baseUrl}/api/${style}/${transfer}`;
    const unmeasured = new Blob([tooLarge]).stream();
    for (const body of [tooLarge, unmeasured])
      expectProblem(await send(url, 'POST', { body, token: zoe.token }), 413, 'body-too-large');
    expect(await announce(baseUrl, style, zoe, 10 ** 9)).toContain(' 413 ');
  });

  test('is checked in the documented order', async ({ baseUrl, zoe }) => {
    const { token } = zoe;
    const headers = { 'content-type': 'text/plain' };
    const at = (path: string) => `${baseUrl}/api/${style}/${path}`;
    const json = { 'content-type': 'application/json' };
    const faults = [
      await send(at('nowhere'), 'PUT', { body: tooLarge, headers }),
      await send(at(transfer), 'PUT', { body: tooLarge, headers }),
      await send(at(transfer), 'POST', { body: tooLarge, headers }),
      await send(at(transfer), 'POST', { body: tooLarge, headers, token }),
      await send(at(transfer), 'POST', { body: tooLarge.slice(1), headers: json, token }),
      await send(at(transfer), 'POST', { body: '{"amount":', headers: json, token }),
      await send(at(transfer), 'POST', { body: '{"amount":-1}', headers: json, token, key: 'é' }),
    ];
    expect(faults.map(({ status }) => status)).toEqual([404, 405, 401, 415, 413, 400, 400]);
    expect(faults.at(-1)?.body.type).toBe('/problems/invalid-fields');
    expectProblem(await send(at('orders?limit=0'), 'GET'), 401, 'unauthenticated');
  });
});

test('paths outside the styles answer with problems too', async ({ baseUrl }) => {
  for (const path of ['nothing', 'orders', 'command-reply', 'tokens/1', 'command-reply/orders/%zz', '%ff'])
    expectProblem(await send(`${baseUrl}/api/${path}`, 'GET'), 404, 'not-found');
  expectProblem(await send(`${baseUrl}/api/tokens`, 'GET'), 405, 'method-not-allowed');
});

/** Sends the head of a request with this Content-Length but no body, and returns the answer. */
async function announce(baseUrl: string, style: string, { token }: Customer, length: number): Promise<string> {
  const { hostname, port, host } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  const lines = [
    `POST /api/${style}/billing/transfer HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    'Connection: close',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
}
