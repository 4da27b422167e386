import { expect } from 'vitest';
import { storeCredentials } from '#lib/accounts/registration';
import { transferOf } from '#lib/billing/testing';
import { deposit } from '#lib/billing/transfers';
import type { Consumer } from '#lib/broker/consumer';
import type { LoggedMessage } from '#lib/broker/message-log';
import { enqueue, first } from '#lib/broker/publish';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { type Style, styles } from '#lib/messages/define';
import { commandReply } from '#lib/messages/index';
import type { Person } from '#lib/user/users';
import {
  advanceRequest,
  givenCustomer,
  orderRequest,
  publishNow,
  refundRequest,
  registrationRequest,
  test,
  waitingJobs,
} from '#scripts/testing/shop';
import { consumers } from './consumers.ts';

interface Delivered {
  queue: string;
  data: object;
}

/** The consumers of the shop, which note every job that is delivered to them. */
function noting(delivered: Delivered[]): Consumer[] {
  return consumers.map((consumer) => ({
    ...consumer,
    async handle(tx, items) {
      await consumer.handle(tx, items);
      delivered.push(...items.map(({ data }) => ({ queue: consumer.queue, data })));
    },
  }));
}

/** Every row that the services, the gateway and the accounts keep. */
async function everythingKept(): Promise<Record<string, unknown[]>> {
  const tables = await query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('user', 'billing', 'order', 'notification', 'gateway', 'accounts') ORDER BY 1`,
  );
  const rows = tables.map(async ({ name }) => [
    name,
    await query(`SELECT to_jsonb(kept) AS row FROM ${name} AS kept ORDER BY to_jsonb(kept)`),
  ]);
  return Object.fromEntries(await Promise.all(rows));
}

const withPasswordHash = ({ userId }: { userId: string }) => ({ userId, passwordHash: 'argon2id$…' });

const atTill = { method: 'cash', actorId: newId(), note: 'At the fair', origin: '192.0.2.1' } as const;

/** The message of an order that somebody at the till makes for a customer. */
function orderAtTill(customer: Person): LoggedMessage {
  const order = orderRequest('command-reply', customer);
  const { actorId, origin } = atTill;
  return { ...order, body: { ...order.body, actorId, origin } };
}

/** One of everything that customers do: what succeeds, what is refused and what is rejected. */
async function aDayInTheShop(style: Style): Promise<{ richId: string; poorId: string; servedId: string }> {
  const [rich, poor, served] = [await givenCustomer(1_000), await givenCustomer(100), await givenCustomer(1_000)];
  const newcomer = { ...rich, userId: newId(), email: `${newId()}@example.com` };
  const namesake = { ...newcomer, userId: newId() };
  await transact((tx) => storeCredentials(tx, [newcomer, namesake].map(withPasswordHash)));
  const money = (amount: number) => ({ transferId: newId(), userId: rich.userId, amount, currency: 'EUR' });
  await publishNow(
    registrationRequest(style, newcomer),
    registrationRequest(style, namesake),
    orderRequest(style, rich),
    orderRequest(style, poor),
    orderRequest(style, rich, 'cake'),
    orderRequest(style, rich, 'no such product'),
    first(commandReply, 'BillingTransfer', money(500), newId()),
    first(commandReply, 'BillingWithdraw', money(300), newId()),
    first(commandReply, 'BillingWithdraw', money(9_000), newId()),
    first(commandReply, 'BillingTransfer', { ...money(20), ...atTill }, newId()),
    first(commandReply, 'BillingWithdraw', { ...money(10), ...atTill }, newId()),
    first(commandReply, 'BillingWithdraw', { ...money(9_001), ...atTill }, newId()),
    orderAtTill(served),
  );
  return { richId: rich.userId, poorId: poor.userId, servedId: served.userId };
}

test.for(styles)('%s: messages that are delivered again, and twice at once, change nothing', async (style) => {
  const delivered: Delivered[] = [];
  const { richId, poorId, servedId } = await aDayInTheShop(style);
  await drain(noting(delivered));
  expect(await waitingJobs()).toEqual({});
  expect(await ordersOf(richId)).toEqual([{ status: 'paid' }]);
  expect(await ordersOf(poorId)).toEqual([{ status: 'refused' }]);
  const [atTheTill] = await idsOf(servedId);
  expect(await ordersOf(servedId)).toEqual([{ status: 'paid' }]);
  await anAfternoonAtTheCounter(richId, poorId);
  await drain(noting(delivered));
  expect(await waitingJobs()).toEqual({});

  expect(
    await query('SELECT action FROM accounts.audit_log WHERE subject = $1 ORDER BY 1', [`user:${richId}`]),
  ).toEqual([{ action: 'money-paid-out' }, { action: 'money-taken' }]);
  expect(
    await query('SELECT action, actor_id AS actor, origin FROM accounts.audit_log WHERE subject = $1', [
      `order:${atTheTill}`,
    ]),
  ).toEqual([{ action: 'order-placed', actor: atTill.actorId, origin: atTill.origin }]);
  expect(await query('SELECT amount FROM billing.payouts WHERE user_id = $1', [richId])).toEqual([{ amount: 300 }]);

  // What was refused could be paid by now, and what was rejected could be delivered.
  await transact((tx) => deposit(tx, [transferOf(poorId, 5_000)]));
  await query(`UPDATE "order".products SET available = true WHERE id = 'cake'`);
  const before = await everythingKept();

  const deliveredAgain: Delivered[] = [];
  for (const { queue, data } of delivered) await transact((tx) => enqueue(tx, queue, [{ data }, { data }]));
  await drain(noting(deliveredAgain));
  expect(await waitingJobs()).toEqual({});
  expect(await everythingKept()).toEqual(before);
  // No message and no e-mail came of it.
  expect(deliveredAgain).toHaveLength(2 * delivered.length);

  await query(`UPDATE "order".products SET available = false WHERE id = 'cake'`);
});

test.for(styles)('%s: a request that arrives twice in one batch is one order, paid and told once', async (style) => {
  const customer = await givenCustomer(1_000);
  const request = orderRequest(style, customer);
  await publishNow(request);
  await query('INSERT INTO pgboss.job (name, data) SELECT name, data FROM pgboss.job WHERE state = $1', ['created']);
  const delivered: Delivered[] = [];
  await drain(noting(delivered));
  expect(await ordersOf(customer.userId)).toEqual([{ status: 'paid' }]);
  const consequences = delivered.map(({ queue, data }) => ({ queue, id: (data as { id?: string }).id }));
  const orders = consequences.filter(({ id }) => id === request.id);
  expect(orders).toHaveLength(2);
  const distinct = new Set(consequences.map(({ queue, id }) => `${queue} ${id}`));
  expect(consequences).toHaveLength(distinct.size + 1);
});

/** One of everything that the counter does: on and back, a state that was not seen, refunds that are made and refused, a cancellation. */
async function anAfternoonAtTheCounter(richId: string, poorId: string): Promise<void> {
  const [[paid], [refused]] = [await idsOf(richId), await idsOf(poorId)] as [string[], string[]];
  const orderId = paid ?? '';
  await publishNow(
    advanceRequest(orderId, { from: 'accepted', to: 'preparing', version: 0 }),
    advanceRequest(orderId, { from: 'preparing', to: 'accepted', version: 1 }),
    advanceRequest(orderId, { from: 'accepted', to: 'ready', version: 2 }),
    advanceRequest(orderId, { from: 'accepted', to: 'collected', version: 0 }),
    refundRequest(orderId, { items: [{ productId: 'tea', quantity: 2 }] }),
    refundRequest(orderId, { by: 'customer', cancels: true }),
    refundRequest(orderId, { cancels: true, restock: true }),
    refundRequest(orderId),
    refundRequest(refused ?? ''),
  );
}

const idsOf = async (userId: string) =>
  (await query<{ id: string }>('SELECT id FROM "order".orders WHERE user_id = $1', [userId])).map(({ id }) => id);

const ordersOf = (userId: string) => query('SELECT status FROM "order".orders WHERE user_id = $1', [userId]);
