import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Answer, meetingRoom, newPerson, paths, register, registered, send, signedIn } from './client.ts';
import { expectProblem } from './expectations.ts';

const twenty = (once: () => Promise<Answer>): Promise<Answer[]> => Promise.all(Array.from({ length: 20 }, once));

describe.for(styles)('the same key in %s', (style) => {
  test('20 times at once makes one order, one charge and one notification', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(20_000);
    const key = randomUUID();
    const answer = expectOneAnswer(await twenty(() => zoe.order(meetingRoom, key)));
    expect(answer.status).toBe(201);

    expect(await zoe.final(answer.body.orderId)).toMatchObject({ status: 'paid' });
    expect((await zoe.get('orders')).body.items).toHaveLength(1);
    expect(await zoe.balance()).toBe(15_000);
    expect(await zoe.notifications(1)).toMatchObject([{ orderId: answer.body.orderId }]);
    const { items } = (await zoe.get(`messages?correlationId=${answer.headers.get('x-correlation-id')}`)).body;
    expect(items.filter(({ causationId }) => causationId === null)).toHaveLength(1);
  });

  test('20 times at once makes one deposit', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const key = randomUUID();
    expect(expectOneAnswer(await twenty(() => zoe.deposit(700, key))).status).toBe(200);
    expect(await zoe.balance()).toBe(700);
    expect((await zoe.get('billing/entries')).body.items).toHaveLength(1);
  });

  test('20 times at once registers one person', async ({ baseUrl }) => {
    const person = newPerson();
    const key = randomUUID();
    const answer = expectOneAnswer(await twenty(() => register(baseUrl, style, person, key)));
    expect(answer.status).toBe(201);
    expect((await signedIn(baseUrl, style, person)).userId).toBe(answer.body.userId);
  });

  test('with the same JSON in another notation is the same request', async ({ baseUrl }) => {
    const { token, ...zoe } = await registered(baseUrl, style);
    const key = randomUUID();
    const first = await zoe.post(paths[style].order, '{"items":[{"productId":"tea","quantity":2}]}', key);
    const body = '{ "items": [ { "quantity": 2, "productId": "tea" } ] }';
    const url = `${baseUrl}/api/${style}/${paths[style].order}/`;
    const again = await send(url, 'POST', { body, key, token });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  test('with another body, path or style is refused and changes nothing', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(1_000);
    const key = randomUUID();
    await zoe.deposit(100, key);
    const other = styles[(styles.indexOf(style) + 1) % styles.length] ?? style;
    for (const answer of [
      await zoe.deposit(101, key),
      await zoe.withdraw(100, key),
      await zoe.at(other).deposit(100, key),
    ])
      expectProblem(answer, 422, 'key-reused');
    expect(await zoe.balance()).toBe(1_100);
    expect((await zoe.deposit(100, key)).headers.get('idempotency-replayed')).toBe('true');
  });

  test('is another key for another customer, or for another registration', async ({ baseUrl }) => {
    const key = randomUUID();
    const people = [await registered(baseUrl, style), await registered(baseUrl, style)];
    for (const zoe of people) {
      const answer = await zoe.deposit(100, key);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('idempotency-replayed')).toBeNull();
      expect(await zoe.balance()).toBe(100);
    }
    const registrations = [
      await register(baseUrl, style, newPerson(), key),
      await register(baseUrl, style, newPerson(), key),
    ];
    expect(registrations.map(({ status }) => status)).toEqual([201, 201]);
  });

  test('keeps a refused order refused after a deposit', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const key = randomUUID();
    const first = await zoe.order(meetingRoom, key);
    expect(await zoe.final(first.body.orderId)).toMatchObject({ status: 'refused' });
    await zoe.deposit(5_000);
    const again = await zoe.order(meetingRoom, key);
    expectOneAnswer([first, again]);
    expect(again.status).toBe(style === 'command-reply' ? 402 : 201);
    expect(await zoe.final(first.body.orderId)).toMatchObject({ status: 'refused' });
    expect(await zoe.balance()).toBe(5_000);
    expect(await zoe.notifications(1)).toHaveLength(1);
  });

  test('gets the same 402, 409 or 422 again', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const key = randomUUID();
    const tooMuch = await zoe.withdraw(100, key);
    expect(tooMuch.status).toBe(402);
    await zoe.deposit(100);
    expectOneAnswer([tooMuch, await zoe.withdraw(100, key)]);
    expect(await zoe.balance()).toBe(100);

    const cake = () => zoe.order([{ productId: 'cake', quantity: 1 }], `${key} cake`);
    expect(expectOneAnswer([await cake(), await cake()]).status).toBe(422);
    const takeOver = () => register(baseUrl, style, { ...newPerson(), name: 'Eve', email: zoe.email }, key);
    expect(expectOneAnswer([await takeOver(), await takeOver()]).status).toBe(409);
  });

  test('can be used again after 400, 401, 413 or 415', async ({ baseUrl }) => {
    const { token, ...zoe } = await registered(baseUrl, style);
    const key = randomUUID();
    const url = `${baseUrl}/api/${style}/billing/transfer`;
    const failed = [
      await send(url, 'POST', { body: { amount: 0 }, key, token }),
      await send(url, 'POST', { body: { amount: 100 }, key }),
      await send(url, 'POST', { body: ' '.repeat(100_000), key, token }),
      await send(url, 'POST', { body: { amount: 100 }, key, token, headers: { 'content-type': 'text/plain' } }),
    ];
    expect(failed.map(({ status }) => status)).toEqual([400, 401, 413, 415]);
    const answer = await zoe.deposit(100, key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
  });

  test.for(['', 'k'.repeat(256), 'clé'])('%j is not a valid key', async (key, { baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    expectProblem(await zoe.deposit(100, key), 400, 'invalid-idempotency-key');
    expect(await zoe.balance()).toBe(0);
  });
});

/** Expects the same status, body and correlation id in all answers, all but one of them marked as replays. */
function expectOneAnswer(answers: Answer[]): Answer {
  const summary = ({ status, body, headers }: Answer) => ({
    status,
    body,
    correlationId: headers.get('x-correlation-id'),
  });
  const [first] = answers as [Answer];
  expect(answers.map(summary)).toEqual(answers.map(() => summary(first)));
  const replayed = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
  expect(replayed).toHaveLength(answers.length - 1);
  return first;
}
