import { expect } from 'vitest';
import { test as base } from '#scripts/testing/http';
import { type Customer, meetingRoom, registered, send } from './client.ts';
import { sessionCookie } from './session.ts';
import { openStream, type Stream } from './stream.ts';

const test = base
  .extend('zoe', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, 'event-collaboration');
    await zoe.deposit(10_000);
    return zoe;
  })
  .extend('openStream', async ({ baseUrl, zoe }, { onCleanup }) => {
    const cookie = await sessionCookie(baseUrl, zoe);
    const leaving = new AbortController();
    onCleanup(() => leaving.abort());
    return () => openStream(baseUrl, cookie, leaving.signal);
  });

test.for([
  ['nothing', () => ({})],
  ['a forged session', () => ({ cookie: 'saldo.session=forged' })],
  ['a token, which no browser has', ({ token }: Customer) => ({ authorization: `Bearer ${token}` })],
] as const)('a request with %s gets no stream', async ([, headersOf], { baseUrl, zoe }) => {
  const answer = await send(`${baseUrl}/api/events`, 'GET', { headers: headersOf(zoe) });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ type: '/problems/unauthenticated', status: 401 });
});

test('a page that refreshes at every event sees a paid order within a second', async ({ zoe, openStream }) => {
  const stream = await openStream();
  const start = performance.now();
  await seeOrderPaid(zoe, stream);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('browsers that left do not displace the one that stayed', async ({ zoe, openStream }) => {
  const stays = await openStream();
  for (let count = 0; count < 30; count++) (await openStream()).leave();
  await seeOrderPaid(zoe, stays);
});

/** Places an order, and reads it at every event of the stream and at no other time, until it is paid. */
async function seeOrderPaid(customer: Customer, { events }: Stream): Promise<void> {
  const { orderId } = (await customer.order(meetingRoom)).body;
  for await (const event of events) {
    expect(event).toBe('changed');
    if ((await customer.get(`orders/${orderId}`)).body.status === 'paid') return;
  }
  throw new Error('the stream ended before the order was paid');
}
