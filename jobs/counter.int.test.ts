import { beforeEach, expect, vi } from 'vitest';
import type { Consumer } from '#lib/broker/consumer';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { dayAfter } from '#lib/i18n/calendar';
import { type Style, styles } from '#lib/messages/define';
import { settleOrders } from '#lib/order/settle';
import { advanceRequest, givenCustomer, orderRequest, publishNow, refundRequest, test } from '#scripts/testing/shop';
import { consumers } from './consumers.ts';

vi.mock('#lib/log'); // what fails here is meant to
vi.stubEnv('CANCEL_MINUTES', '10');

/** Works off everything, in two workers at once. */
const work = () => Promise.all([drain(consumers as Consumer[]), drain(consumers as Consumer[])]);

interface Order {
  status: string;
  number: number | null;
  fulfilment: string | null;
  refunded: number;
}

const orders = (userId: string) =>
  query<Order & { day: string }>(
    `SELECT status, number, day::text, fulfilment, refunded FROM "order".orders WHERE user_id = $1 ORDER BY number`,
    [userId],
  );
const oneOrder = async (orderId: string) =>
  (await query<Order>('SELECT status, number, fulfilment, refunded FROM "order".orders WHERE id = $1', [orderId]))[0];

const stockOf = async (productId: string) =>
  (await query<{ stock: number | null }>('SELECT stock FROM "order".products WHERE id = $1', [productId]))[0]?.stock;
const setStock = (stock: number | null) =>
  query('UPDATE "order".products SET stock = $1 WHERE id = $2', [stock, 'tea']);

/** The answers to requests, in their order. */
const replies = async (...requests: { correlationId: string }[]) => {
  const rows = await query<{ id: string; body: Record<string, unknown> }>(
    `SELECT correlation_id AS id, body FROM gateway.messages WHERE 'gateway' = ANY(consumers) AND correlation_id = ANY($1)`,
    [requests.map(({ correlationId }) => correlationId)],
  );
  return requests.map(({ correlationId }) => rows.find(({ id }) => id === correlationId)?.body);
};

/** A paid order of two pots of tea. */
async function givenPaidOrder(style: Style = 'command-reply') {
  const customer = await givenCustomer(1_000);
  const request = orderRequest(style, customer, 'tea', 2);
  await publishNow(request);
  await work();
  return { customer, orderId: request.subject };
}

beforeEach(async () => {
  await setStock(null);
});

test('orders that are settled at once are numbered from 1 without gap, and a settlement that comes again changes nothing', async () => {
  const customer = await givenCustomer(100_000);
  await publishNow(...styles.flatMap((style) => Array.from({ length: 40 }, () => orderRequest(style, customer))));
  await work();
  const paid = await orders(customer.userId);
  expect(paid.map(({ number }) => number)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  expect(new Set(paid.map(({ fulfilment }) => fulfilment))).toEqual(new Set(['accepted']));

  const ids = await query<{ id: string }>('SELECT id FROM "order".orders WHERE user_id = $1', [customer.userId]);
  await transact((tx) =>
    settleOrders(
      tx,
      ids.map(({ id }) => ({ orderId: id, status: 'paid' })),
    ),
  );
  expect(await orders(customer.userId)).toEqual(paid);
});

test('each day begins with 1, and an order of which nothing is handed over is collected at once', async () => {
  const { customer } = await givenPaidOrder();
  const [today] = await orders(customer.userId);
  const tomorrow = dayAfter(today?.day ?? '');
  await query(`UPDATE "order".products SET instant = true WHERE id = 'tea'`);
  const request = orderRequest('command-reply', customer);
  const withoutSettlement = consumers.filter(({ queue }) => queue !== 'command-reply.order') as Consumer[];
  await publishNow(request);
  await drain(consumers.filter(({ queue }) => queue === 'command-reply.order') as Consumer[]);
  await drain(withoutSettlement);
  await transact((tx) =>
    settleOrders(tx, [{ orderId: request.subject, status: 'paid' }], new Date(`${tomorrow}T12:00:00Z`)),
  );
  await work();
  await query(`UPDATE "order".products SET instant = false WHERE id = 'tea'`);
  expect(await oneOrder(request.subject)).toMatchObject({ number: 1, fulfilment: 'collected' });
});

test.for(styles)(
  '%s: of 100 orders at once for the last 10, 10 are paid and 90 are out of stock, and not charged',
  async (style) => {
    const customers = await Promise.all(Array.from({ length: 10 }, () => givenCustomer(10_000)));
    await setStock(10);
    const requests = Array.from({ length: 100 }, (_, index) =>
      orderRequest(style, customers[index % 10] as (typeof customers)[0]),
    );
    await Promise.all(requests.map((request) => publishNow(request)));
    await work();
    const ofAll = (await Promise.all(customers.map(({ userId }) => orders(userId)))).flat();
    expect(ofAll.map(({ status }) => status)).toEqual(Array(10).fill('paid'));
    const rejected = (await replies(...requests)).filter((body) => body?.reason === 'out-of-stock');
    expect(rejected).toHaveLength(90);
    expect(rejected[0]).toMatchObject({ productIds: ['tea'] });
    expect(await stockOf('tea')).toBe(0);
    const userIds = customers.map(({ userId }) => userId);
    const [{ charged } = {}] = (await query(
      'SELECT count(*) AS charged FROM billing.decisions WHERE kind = $1 AND user_id = ANY($2)',
      ['payment', userIds],
    )) as { charged: number }[];
    expect(charged).toBe(10);
  },
);

test.for(styles)('%s: a payment that is refused gives the stock back', async (style) => {
  await setStock(5);
  const [rich, poor] = [await givenCustomer(10_000), await givenCustomer(300)];
  await publishNow(orderRequest(style, poor, 'tea', 3), orderRequest(style, rich, 'tea', 2));
  await work();
  expect(await orders(poor.userId)).toMatchObject([{ status: 'refused', number: null, fulfilment: null }]);
  expect(await stockOf('tea')).toBe(3);
});

test.for([
  ['sold out for an hour', `sold_out_until = now() + interval '1 hour'`, 'rejected'],
  ['sold out until an hour ago', `sold_out_until = now() - interval '1 hour'`, 'paid'],
  ['archived', 'archived_at = now()', 'rejected'],
] as const)('a product that is %s', async ([, change, outcome]) => {
  const request = orderRequest('command-reply', await givenCustomer(1_000));
  await query(`UPDATE "order".products SET ${change} WHERE id = 'tea'`);
  await publishNow(request);
  await work();
  await query(`UPDATE "order".products SET sold_out_until = NULL, archived_at = NULL WHERE id = 'tea'`);
  const reason = outcome === 'rejected' ? { reason: 'unavailable-product' } : {};
  expect(await replies(request)).toMatchObject([{ outcome, ...reason }]);
});

test('a closed shop rejects orders and says when it opens, also when it is asked again after that', async () => {
  const customer = await givenCustomer(1_000);
  const request = orderRequest('event-collaboration', customer);
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await query(`INSERT INTO "order".opening_exceptions (day, opens, closes)
    SELECT current_date + n, CASE n WHEN 2 THEN time '08:00' END, CASE n WHEN 2 THEN time '09:00' END FROM generate_series(-1, 2) AS n`);
  await publishNow(request);
  await work();
  await query('DELETE FROM "order".opening_exceptions');
  const closed = { reason: 'shop-closed', productIds: [], opensAt: `${day}T08:00:00.000Z` };
  expect(await replies(request)).toMatchObject([closed]);
  await query(
    `INSERT INTO pgboss.job (name, data) SELECT 'event-collaboration.order',
    jsonb_build_object('id', id, 'type', name, 'subject', subject, 'correlationid', correlation_id, 'data', body)
    FROM gateway.messages WHERE id = $1`,
    [request.id],
  );
  await work();
  expect(await orders(customer.userId)).toEqual([]);
});

test('two counters advance an order at once: one transition is made, and the other is told', async () => {
  const { orderId } = await givenPaidOrder();
  const [one, other, third] = [
    advanceRequest(orderId, { from: 'accepted', to: 'preparing', version: 0 }),
    advanceRequest(orderId, { from: 'accepted', to: 'ready', version: 0 }),
    advanceRequest(orderId, { from: 'accepted', to: 'preparing', version: 0 }),
  ] as const;
  await Promise.all([publishNow(one), publishNow(other), publishNow(third)]);
  await work();
  const { fulfilment } = (await oneOrder(orderId)) ?? {};
  const answers = await replies(one, other, third);
  const moved = { outcome: 'moved', orderId, found: fulfilment };
  const advanced = expect.objectContaining({ outcome: 'advanced', fulfilment });
  expect(answers).toEqual(fulfilment === 'preparing' ? [advanced, moved, advanced] : [moved, advanced, moved]);
  const log = await query(`SELECT action, before, after FROM accounts.audit_log WHERE subject = $1`, [
    `order:${orderId}`,
  ]);
  expect(log).toEqual([{ action: 'order-advanced', before: { fulfilment: 'accepted' }, after: { fulfilment } }]);
});

test('an order that is ready is told once, however often it goes back and on', async ({ mailbox }) => {
  const { customer, orderId } = await givenPaidOrder('event-collaboration');
  mailbox.requests.splice(0);
  await publishNow(advanceRequest(orderId, { from: 'accepted', to: 'ready', version: 0 }));
  await publishNow(advanceRequest(orderId, { from: 'ready', to: 'preparing', version: 1 }));
  await publishNow(advanceRequest(orderId, { from: 'preparing', to: 'ready', version: 2 }));
  await work();
  const { number } = (await oneOrder(orderId)) ?? {};
  expect(mailbox.requests.map(({ to, subject }) => [to, subject])).toEqual([
    [customer.email, `Saldo: order ${number} is ready`],
  ]);
  expect(mailbox.requests[0]?.html).toContain('2 × Pot of tea');
});

test('of 20 refunds of an order at once, each of half of it, two are made', async ({ mailbox }) => {
  await setStock(10);
  const { customer, orderId } = await givenPaidOrder();
  mailbox.requests.splice(0);
  const halves = Array.from({ length: 20 }, () =>
    refundRequest(orderId, { items: [{ productId: 'tea', quantity: 1 }], restock: true }),
  );
  await Promise.all(halves.map((half) => publishNow(half)));
  await work();
  const outcomes = (await replies(...halves)).map((body) => body?.outcome);
  expect(outcomes.filter((outcome) => outcome === 'refunded')).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome === 'rejected')).toHaveLength(18);
  expect(await oneOrder(orderId)).toMatchObject({ refunded: 500, fulfilment: 'accepted' });
  expect(await stockOf('tea')).toBe(10);
  const [wallet] = await query('SELECT balance FROM billing.accounts WHERE user_id = $1', [customer.userId]);
  expect(wallet).toEqual({ balance: 1_000 });
  expect(mailbox.requests.map(({ subject }) => subject)).toEqual(Array(2).fill('Saldo: €2.50 is back on your balance'));
  expect(mailbox.requests[0]?.text).toContain('1 × Pot of tea  €2.50');
});

test('an order that is cancelled after a part of it was refunded gives back the rest, also to a blocked wallet', async () => {
  const { customer, orderId } = await givenPaidOrder();
  await query('UPDATE billing.accounts SET blocked_at = now() WHERE user_id = $1', [customer.userId]);
  const requests = [
    refundRequest(orderId, { items: [{ productId: 'tea', quantity: 1 }] }),
    refundRequest(orderId, { items: [{ productId: 'cake', quantity: 1 }] }),
    refundRequest(orderId, { cancels: true }),
    refundRequest(orderId, {}),
  ];
  await publishNow(...requests);
  await work();
  expect(await replies(...requests)).toMatchObject([
    { outcome: 'refunded', amount: 250, refunded: 250, isCancelled: false },
    { outcome: 'rejected', reason: 'over-refund' },
    { outcome: 'refunded', amount: 250, refunded: 500, isCancelled: true },
    { outcome: 'rejected', reason: 'over-refund' },
  ]);
  expect(await oneOrder(orderId)).toMatchObject({ fulfilment: 'cancelled', refunded: 500 });
  const records = await query(`SELECT before, after, reason FROM accounts.audit_log WHERE subject = $1 ORDER BY id`, [
    `order:${orderId}`,
  ]);
  expect(records).toMatchObject([
    { before: { refunded: 0 }, after: { refunded: 250, amount: 250 }, reason: 'spilled' },
    { before: { fulfilment: 'accepted' }, after: { fulfilment: 'cancelled', refunded: 500 }, reason: 'spilled' },
  ]);
});

test('a customer cancels what nobody has begun, in time', async () => {
  await setStock(10);
  const [inTime, late, begun] = [await givenPaidOrder(), await givenPaidOrder(), await givenPaidOrder()];
  await query(`UPDATE "order".orders SET settled_at = settled_at - interval '10 minutes' WHERE id = $1`, [
    late.orderId,
  ]);
  await publishNow(advanceRequest(begun.orderId, { from: 'accepted', to: 'preparing', version: 0 }));
  await work();
  const requests = [inTime, late, begun].map(({ customer, orderId }) =>
    refundRequest(orderId, { cancels: true, restock: true, by: 'customer', actorId: customer.userId }),
  );
  await publishNow(...requests);
  await work();
  expect(await replies(...requests)).toMatchObject([
    { outcome: 'refunded', amount: 500, isCancelled: true },
    { outcome: 'rejected', reason: 'not-cancellable', found: 'accepted' },
    { outcome: 'rejected', reason: 'not-cancellable', found: 'preparing' },
  ]);
  expect(await stockOf('tea')).toBe(6);
});
