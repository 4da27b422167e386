import { describe, expect } from 'vitest';
import { type Style, styles } from '#lib/messages/define';
import { test } from '#scripts/testing/http';
import { type Customer, eventSpace, meetingRoom, newPerson, register, registered, signedIn } from './client.ts';
import { anId, aTime, expectProblem } from './expectations.ts';

const roomItem = { productId: 'meeting-room', name: 'Meeting room', quantity: 1, price: 5_000 };
const spaceItem = { productId: 'event-space', name: 'Event space', quantity: 1, price: 8_000 };

describe.for(styles)('in %s', (style) => {
  test('a new customer has an empty account, no orders and no notifications', async ({ baseUrl }) => {
    const person = newPerson();
    const answer = await register(baseUrl, style, { ...person, email: person.email.toUpperCase() });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ userId: anId, email: person.email, name: person.name });

    const zoe = await signedIn(baseUrl, style, person);
    expect((await zoe.get('billing/account')).body).toEqual({
      accountId: anId,
      userId: answer.body.userId,
      balance: 0,
      currency: 'EUR',
    });
    for (const list of ['billing/entries', 'orders', 'notifications'])
      expect((await zoe.get(list)).body).toEqual({ items: [], nextCursor: null });
    expect((await zoe.get(`users/${zoe.userId}`)).body).toEqual({
      userId: zoe.userId,
      email: person.email,
      name: person.name,
      phone: null,
      address: null,
      locale: 'en',
    });
  });

  test('a balance of 100.00 pays an order of 50.00, but not another of 80.00', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const deposit = await zoe.deposit(10_000);
    expect(deposit.status).toBe(200);
    expect(deposit.body).toEqual({ transferId: anId, amount: 10_000, currency: 'EUR', balance: 10_000 });

    const paid = await ordered(style, zoe, meetingRoom);
    expect(paid).toEqual({
      ...orderOf(zoe, paid.orderId),
      status: 'paid',
      reason: null,
      number: expect.any(Number),
      fulfilment: expect.stringMatching(/^(accepted|collected)$/),
      total: 5_000,
      items: [roomItem],
    });
    expect(await zoe.balance()).toBe(5_000);
    const paidNotification = {
      ...notificationOf(zoe, paid.orderId),
      kind: 'order-paid',
      subject: expect.stringContaining(paid.orderId),
      reason: null,
    };
    expect(await zoe.notifications(1)).toEqual([paidNotification]);

    const refused = await ordered(style, zoe, eventSpace);
    expect(refused).toEqual({
      ...orderOf(zoe, refused.orderId),
      status: 'refused',
      reason: 'insufficient-funds',
      total: 8_000,
      items: [spaceItem],
    });
    expect(await zoe.balance()).toBe(5_000);
    const refusedNotification = {
      ...notificationOf(zoe, refused.orderId),
      kind: 'order-refused',
      subject: expect.stringContaining(refused.orderId),
      reason: 'insufficient-funds',
    };
    expect(await zoe.notifications(2)).toEqual([refusedNotification, paidNotification]);
    expect((await zoe.get('orders')).body).toEqual({ items: [refused, paid], nextCursor: null });
  });

  test('the remaining balance can be withdrawn, once', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(10_000);
    const paid = await ordered(style, zoe, meetingRoom);

    const withdrawal = await zoe.withdraw(5_000);
    expect(withdrawal.status).toBe(200);
    expect(withdrawal.body).toEqual({ transferId: anId, amount: 5_000, currency: 'EUR', balance: 0 });
    expectProblem(await zoe.withdraw(5_000), 402, 'insufficient-funds', { reason: 'insufficient-funds' });
    expect(await zoe.balance()).toBe(0);

    const line = { entryId: anId, transferId: anId, currency: 'EUR', createdAt: aTime, orderId: null, note: null };
    expect((await zoe.get('billing/entries')).body).toEqual({
      items: [
        { ...line, kind: 'withdrawal', amount: -5_000, balance: 0, transferId: withdrawal.body.transferId },
        { ...line, kind: 'payment', amount: -5_000, balance: 5_000, orderId: paid.orderId },
        { ...line, kind: 'deposit', amount: 10_000, balance: 10_000 },
      ],
      nextCursor: null,
    });
  });

  test('an order of exactly the balance is paid, one of a cent more is refused', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    await zoe.deposit(9_999);
    const twoRooms = [...meetingRoom, ...meetingRoom];
    expect(await ordered(style, zoe, twoRooms)).toMatchObject({ status: 'refused', total: 10_000 });
    await zoe.deposit(1);
    expect(await ordered(style, zoe, twoRooms)).toMatchObject({
      status: 'paid',
      items: [{ ...roomItem, quantity: 2 }],
    });
    expect(await zoe.balance()).toBe(0);
  });

  test('everybody sees the catalogue', async ({ baseUrl }) => {
    const zoe = await registered(baseUrl, style);
    const { body } = await zoe.get('products');
    const product = {
      description: expect.stringMatching(/\w/),
      currency: 'EUR',
      available: true,
      image: null,
      stock: null,
      soldOutUntil: null,
    };
    expect(body).toEqual({
      items: expect.arrayContaining([
        { ...product, productId: 'meeting-room', category: 'space', art: 'room', name: 'Meeting room', price: 5_000 },
        { ...product, productId: 'event-space', category: 'space', art: 'room', name: 'Event space', price: 8_000 },
        {
          ...product,
          productId: 'cake',
          category: 'food',
          art: 'cake',
          name: 'Slice of cake',
          price: 360,
          available: false,
        },
      ]),
    });
  });
});

/** Orders, checks the immediate answer of the style, and returns the order once it is final. */
async function ordered(
  style: Style,
  customer: Customer,
  items: object[],
): Promise<Awaited<ReturnType<Customer['final']>>> {
  const answer = await customer.order(items);
  const order = await customer.final(answer.body.orderId);
  const { orderId, status, total, currency, items: priced } = order;
  if (style === 'command-reply' && status === 'refused') {
    expectProblem(answer, 402, 'insufficient-funds', { orderId, reason: 'insufficient-funds' });
    return order;
  }
  expect(answer.status).toBe(201);
  if (style === 'command-reply') {
    expect(answer.body).toEqual({ orderId, status: 'paid', total, currency, items: priced });
  } else if (style === 'event-collaboration') {
    expect(answer.body).toEqual({ orderId, status: 'pending', total, currency, items: priced });
  } else {
    expect(answer.body).toEqual({ orderId, status: 'pending' });
    expect(answer.headers.get('location')).toBe(`/api/event-notification/orders/${orderId}`);
  }
  return order;
}

const orderOf = ({ userId }: Customer, orderId: string) => ({
  orderId,
  userId,
  currency: 'EUR',
  createdAt: aTime,
  settledAt: aTime,
  correlationId: anId,
  number: null,
  fulfilment: null,
  refunded: 0,
});

const notificationOf = ({ email }: Customer, orderId: string) => ({
  notificationId: anId,
  orderId,
  address: email,
  text: expect.stringContaining(orderId),
  createdAt: aTime,
  readAt: null,
});
