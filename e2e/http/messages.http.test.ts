import { describe, expect } from 'vitest';
import { causationTree } from '#lib/messages/causation';
import { type Flow, type Style, styles } from '#lib/messages/define';
import { sequenceOf } from '#lib/messages/flows';
import { test } from '#scripts/testing/http';
import {
  type Answer,
  type Customer,
  eventSpace,
  eventually,
  meetingRoom,
  newPerson,
  register,
  registered,
  send,
  signedIn,
} from './client.ts';
import { inDatabase } from './database.ts';
import { anId, aTime, expectProblem } from './expectations.ts';

type Recorded = Parameters<typeof causationTree>[0][number] & { correlationId: string; time: string };

describe.for(styles)('the messages in %s', (style) => {
  test('of a registration follow its style, call-backs included', async ({ baseUrl }) => {
    const person = newPerson();
    const answer = await register(baseUrl, style, person);
    await expectFlow(await signedIn(baseUrl, style, person), answer, style, 'register');
  });

  test('of a paid, a refused and a rejected order follow its style', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(5_000);
    await expectFlow(zoe, await zoe.order(meetingRoom), style, 'order');
    await expectFlow(zoe, await zoe.order(eventSpace), style, 'order', 1);
    await expectFlow(zoe, await zoe.order([{ productId: 'cake', quantity: 1 }]), style, 'order', 2);
  });

  test('of deposits and withdrawals follow command-reply', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await expectFlow(zoe, await zoe.deposit(1_000), style, 'transfer');
    await expectFlow(zoe, await zoe.withdraw(1_000), style, 'withdraw');
    await expectFlow(zoe, await zoe.withdraw(1_000), style, 'withdraw', 1);
  });

  test('of what the counter does with an order follow command-reply', async ({ baseUrl, databaseUrl }) => {
    const [zoe, ann] = [await registered(baseUrl, style), await registered(baseUrl, style)];
    await inDatabase(databaseUrl, "UPDATE accounts.credentials SET role = 'manager' WHERE user_id = $1", [ann.userId]);
    await zoe.deposit(5_000);
    const { orderId } = (await zoe.order(meetingRoom)).body;
    const { fulfilment: from } = await zoe.final(orderId);
    const office = (deed: string, body: object) =>
      send(`${baseUrl}/api/office/orders/${orderId}/${deed}`, 'POST', { body, token: ann.token });
    await expectFlow(ann, await office('advance', { from, to: 'ready' }), style, 'advance');
    await expectFlow(ann, await office('advance', { from, to: 'preparing' }), style, 'advance', 1);
    await expectFlow(ann, await office('refund', { reason: 'spilled' }), style, 'refund');
    await expectFlow(ann, await office('refund', { reason: 'spilled' }), style, 'refund', 2);
  });

  test('are shown to the owner of the request and to owners of the shop', async ({ baseUrl, databaseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const path = `messages?correlationId=${correlationOf(await zoe.deposit(1_000))}`;
    const stranger = await registered(baseUrl, style);
    expectProblem(await stranger.get(path), 404, 'not-found');

    await inDatabase(databaseUrl, "UPDATE accounts.credentials SET role = 'owner' WHERE user_id = $1", [
      stranger.userId,
    ]);
    expect((await stranger.get(path)).body).toEqual((await zoe.get(path)).body);
  });

  test('of a refused registration are shown to owners of the shop only', async ({ baseUrl, databaseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const again = await register(baseUrl, style, { ...newPerson(), email: zoe.email });
    expectProblem(again, 409, 'email-taken');
    expectProblem(await zoe.get(`messages?correlationId=${correlationOf(again)}`), 404, 'not-found');

    await inDatabase(databaseUrl, "UPDATE accounts.credentials SET role = 'owner' WHERE user_id = $1", [zoe.userId]);
    await expectFlow(zoe, again, style, 'register', 1);
  });
});

const correlationOf = ({ headers }: Answer): string | null => headers.get('x-correlation-id');

/** Expects the recorded messages of a request to follow a path of the message tables; path 0 is the successful one. */
async function expectFlow(reader: Customer, answer: Answer, style: Style, flow: Flow, path = 0): Promise<void> {
  const expected = causationTree(sequenceOf(style, flow)[path]?.steps ?? []);
  const correlationId = correlationOf(answer);
  const read = async () =>
    (await reader.get(`messages?correlationId=${correlationId}`)).body.items as unknown as Recorded[];
  const items = await eventually(read, (messages) => causationTree(messages) === expected);
  expect(causationTree(items)).toBe(expected);

  for (const [index, item] of items.entries()) {
    expect(item).toEqual({
      id: anId,
      name: expect.any(String),
      producer: expect.any(String),
      consumers: expect.any(Array),
      correlationId,
      causationId: index === 0 ? null : anId,
      time: aTime,
      body: expect.any(Object),
    });
    // A cause is recorded before its effect.
    if (item.causationId) expect(items.slice(0, index).map(({ id }) => id)).toContain(item.causationId);
  }
}
