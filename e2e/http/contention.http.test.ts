import { describe, expect } from 'vitest';
import { styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { meetingRoom, newPerson, register, registered, signedIn } from './client.ts';

const twenty = <Result>(once: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 20 }, (_, index) => once(index)));

describe.for(styles)('in %s', (style) => {
  test('of 20 orders at once, a balance that covers 7 pays 7', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(38_000);

    const answers = await twenty(() => zoe.order(meetingRoom));
    const orders = await Promise.all(answers.map(({ body }) => zoe.final(body.orderId)));
    const statuses = orders.map(({ status }) => status);
    expect(statuses.filter((status) => status === 'paid')).toHaveLength(7);
    expect(statuses.filter((status) => status === 'refused')).toHaveLength(13);
    // The answer of command-reply waits for the payment.
    const expected =
      style === 'command-reply' ? statuses.map((status) => (status === 'paid' ? 201 : 402)) : Array(20).fill(201);
    expect(answers.map(({ status }) => status)).toEqual(expected);

    expect(await zoe.balance()).toBe(3_000);
    const balances = (await zoe.get('billing/entries')).body.items.map(({ balance }) => balance);
    expect(balances).toEqual([3_000, 8_000, 13_000, 18_000, 23_000, 28_000, 33_000, 38_000]);
    const notifications = await zoe.notifications(20);
    expect(notifications.map(({ orderId }) => orderId).sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
    for (const { orderId, kind } of notifications)
      expect(kind).toBe(`order-${orders.find((order) => order.orderId === orderId)?.status}`);
  });

  test('money moved 20 times at once adds up', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(1_000);
    const answers = await twenty((index) => (index % 2 === 0 ? zoe.deposit(100) : zoe.withdraw(100)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(await zoe.balance()).toBe(1_000);
  });

  test('a deposit and an order right after the registration are neither lost nor refused', async ({ baseUrl }) => {
    const outcomes = await twenty(async () => {
      const person = newPerson();
      await register(baseUrl, style, person);
      const zoe = await signedIn(baseUrl, style, person);
      const deposit = await zoe.deposit(5_000);
      const { body } = await zoe.order(meetingRoom);
      const { status } = await zoe.final(body.orderId);
      return { deposit: deposit.status, status, balance: await zoe.balance() };
    });
    expect(outcomes).toEqual(Array(20).fill({ deposit: 200, status: 'paid', balance: 0 }));
  });

  test('an order right after the registration is refused only for lack of money', async ({ baseUrl }) => {
    const outcomes = await twenty(async () => {
      const zoe = await registered(baseUrl, style);
      const { body } = await zoe.order(meetingRoom);
      const { status, reason } = await zoe.final(body.orderId);
      return { status, reason };
    });
    expect(outcomes).toEqual(Array(20).fill({ status: 'refused', reason: 'insufficient-funds' }));
  });

  test('of 20 registrations of one address at once, one succeeds', async ({ baseUrl }) => {
    const person = newPerson();
    const answers = await twenty((index) => register(baseUrl, style, { ...person, name: `Zoë ${index}` }));
    const created = answers.filter(({ status }) => status === 201);
    expect(created).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    const zoe = await signedIn(baseUrl, style, person);
    expect((await zoe.get(`users/${zoe.userId}`)).body).toMatchObject(created[0]?.body ?? {});
  });
});

describe.for(styles)('a customer who registered in %s', (style) => {
  test.for(styles)('can order in %s', async (other, { baseUrl }) => {
    const zoe = (await registered(baseUrl, style)).at(other);
    await zoe.deposit(5_000);
    const { body } = await zoe.order(meetingRoom);
    expect(await zoe.final(body.orderId)).toMatchObject({ status: 'paid', userId: zoe.userId });
    expect(await zoe.balance()).toBe(0);
    expect(await zoe.notifications(1)).toMatchObject([
      { orderId: body.orderId, kind: 'order-paid', address: zoe.email },
    ]);
    expect((await zoe.at(style).get(`orders/${body.orderId}`)).body).toEqual(await zoe.final(body.orderId));
  });
});
