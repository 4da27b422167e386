import pg from 'pg';
import { inject } from 'vitest';
import { audit } from '#lib/audit/audit';
import { closeDay, type DayToClose } from '#lib/billing/day-close';
import { payOrders } from '#lib/billing/payments';
import { returnPayout, settlePayout } from '#lib/billing/payouts';
import { refundPayments, reverse } from '#lib/billing/reversals';
import { orderOf, transferOf } from '#lib/billing/testing';
import { adjust, deposit, type TransferRequest, withdraw } from '#lib/billing/transfers';
import { shutdown } from '#lib/broker/shutdown';
import { query } from '#lib/db/pool';
import { type Transaction, transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { notifyOfRefunds } from '#lib/notification/order-news';
import { notifyOfOutcomes } from '#lib/notification/order-outcomes';
import { createOrders } from '#lib/order/create';
import { requestRefunds } from '#lib/order/refund';
import { settleOrders } from '#lib/order/settle';
import { settleRefunds } from '#lib/order/settle-refunds';
import { createUsers } from '#lib/user/users';
import { createDatabase, dropDatabase } from '#scripts/postgres/databases';
import { databaseUrl } from '#scripts/testing/cluster';
import { test as base } from '#scripts/testing/integration';

export const ann = newId();
export const bob = newId();
export const deposited = transferOf(ann, 1_000);
export const reversed = transferOf(ann, 70);
export const reversal = newId();
export const withdrawn = { ...transferOf(ann, 100), method: 'cash' as const };
export const [waitingPayout, settledPayout, returnedPayout] = [30, 20, 10].map((amount) => transferOf(bob, amount)) as [
  TransferRequest,
  TransferRequest,
  TransferRequest,
];
export const adjustment = newId();
/** Two refunds of the paid order, which together give back less than it cost. */
export const [refund, secondRefund] = [newId(), newId()];
export const refusedWithdrawal = transferOf(ann, 9_999);
export const [paidOrder, refusedOrder, waitingOrder] = [newId(), newId(), newId()];
const [cancelledOrder, cancellation] = [newId(), newId()];
export const refundRequest = newId();

/** The request that an order came with. */
export const requestOf: Readonly<Record<string, string>> = {
  [paidOrder]: newId(),
  [refusedOrder]: newId(),
  [waitingOrder]: newId(),
  [cancelledOrder]: newId(),
};

/** A day of the shop: money comes and goes, one order is paid and half refunded, one refused, one cancelled, and one waits for its payment. */
async function runTheShop(): Promise<void> {
  await query(
    `INSERT INTO "order".products (id, name, description, price, currency, position) VALUES ('tea', 'Tea', '', 100, 'EUR', 1)`,
  );
  await transact((tx) =>
    createUsers(
      tx,
      [ann, bob].map((userId) => {
        return { ...{ userId, email: `${userId}@example.com`, name: 'Ann' }, phone: null, address: null, locale: 'en' };
      }),
    ),
  );
  await transact((tx) => deposit(tx, [deposited, reversed, transferOf(bob, 5_000)]));
  await transact((tx) => withdraw(tx, [withdrawn, refusedWithdrawal, waitingPayout, settledPayout, returnedPayout]));
  await transact((tx) => settlePayout(tx, { transferId: settledPayout.transferId, actorId: ann, method: 'bank' }));
  await transact((tx) => returnPayout(tx, { transferId: returnedPayout.transferId, actorId: ann, reason: 'IBAN' }));
  await transact((tx) =>
    adjust(tx, [
      { transferId: adjustment, userId: bob, change: 40, currency: 'EUR', actorId: ann, note: 'A glass broke' },
      { transferId: newId(), userId: bob, change: -40, currency: 'EUR' },
    ]),
  );
  await transact((tx) => reverse(tx, [{ transferId: reversal, reverses: reversed.transferId }]));
  await transact((tx) =>
    createOrders(tx, [
      ordering(paidOrder, 6),
      ordering(refusedOrder, 15),
      ordering(waitingOrder, 3),
      ordering(cancelledOrder, 3),
    ]),
  );
  await transact(settleOrdersOfTheDay);
  await transact(refundTwoOrders);
  for (const day of ['2026-05-01', '2026-05-02']) await transact((tx) => closeDay(tx, countedRight(day)));
  await query(`INSERT INTO pgboss.job (name, data) VALUES ('event-collaboration.billing', $1)`, [
    { correlationid: requestOf[waitingOrder] },
  ]);
}

/** Two days: all money of the shop came in on the first, and nothing on the second. */
const countedRight = (day: string): DayToClose => ({
  day,
  currency: 'EUR',
  from: new Date(`${day}T00:00:00Z`),
  end: new Date(Date.now() + 1_000),
  counted: {},
  reason: 'closed for a test',
  closedBy: bob,
});

const ordering = (orderId: string, quantity: number) => ({
  orderId,
  userId: ann,
  items: [{ productId: 'tea', quantity }],
  contact: { email: 'ann@example.com', name: 'Ann', locale: 'en' as const },
  correlationId: requestOf[orderId] ?? '',
});

async function settleOrdersOfTheDay(tx: Transaction): Promise<void> {
  await payOrders(tx, [
    { ...orderOf(ann, 600), orderId: paidOrder },
    { ...orderOf(ann, 1_500), orderId: refusedOrder },
    { ...orderOf(ann, 300), orderId: cancelledOrder },
  ]);
  const orders = await settleOrders(tx, [
    { orderId: paidOrder, status: 'paid' },
    { orderId: refusedOrder, status: 'refused', reason: 'insufficient-funds' },
    { orderId: cancelledOrder, status: 'paid' },
  ]);
  await notifyOfOutcomes(
    tx,
    orders.map((order) => ({ ...order, outcome: order.status })),
  );
}

async function refundTwoOrders(tx: Transaction): Promise<void> {
  const facts = {
    reason: 'spilled',
    actorId: bob,
    origin: null,
    restock: false,
    by: 'office' as const,
    correlationId: refundRequest,
  };
  await requestRefunds(tx, [
    { ...facts, orderId: paidOrder, refundId: refund, items: [{ productId: 'tea', quantity: 1 }], cancels: false },
    {
      ...facts,
      orderId: paidOrder,
      refundId: secondRefund,
      items: [{ productId: 'tea', quantity: 2 }],
      cancels: false,
    },
    { ...facts, orderId: cancelledOrder, refundId: cancellation, items: null, cancels: true },
  ]);
  await refundPayments(tx, [
    { transferId: refund, orderId: paidOrder, amount: 100 },
    { transferId: secondRefund, orderId: paidOrder, amount: 200 },
    { transferId: cancellation, orderId: cancelledOrder, amount: 300 },
  ]);
  const outcomes = await settleRefunds(tx, [
    { orderId: paidOrder, refundId: refund, outcome: 'refunded' },
    { orderId: paidOrder, refundId: secondRefund, outcome: 'refunded' },
    { orderId: cancelledOrder, refundId: cancellation, outcome: 'refunded' },
  ]);
  await notifyOfRefunds(
    tx,
    outcomes.flatMap((outcome) => (outcome.kind === 'refunded' ? [{ ...outcome.order, ...outcome }] : [])),
  );
}

/** A test with `auditAfter`: the audit of a copy of that day's database, after somebody has changed it past every guard. */
export const test = base.extend('auditAfter', { scope: 'file' }, async ({ database }) => {
  await runTheShop();
  await shutdown(); // a database with connections cannot be copied, and signals are sent after the commit
  return async (change: string): Promise<string[]> => {
    const name = `changed_${newId().replaceAll('-', '')}`;
    const copy = databaseUrl(inject('clusterUrl'), name);
    await createDatabase(database.url, name, new URL(database.url).pathname.slice(1));
    try {
      await runPastGuards(copy, change);
      return await audit(copy);
    } finally {
      await dropDatabase(database.url, name);
    }
  };
});

async function runPastGuards(url: string, change: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; ${change}`);
  } finally {
    await client.end();
  }
}
