import { sql } from 'drizzle-orm';
import { orders } from '#drizzle/schema/order';
import type { Signal } from '#lib/db/signals';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import { factColumns, type OrderFacts } from './facts.ts';

/** How far a paid order is. */
export type Fulfilment = NonNullable<(typeof orders.$inferSelect)['fulfilment']>;

/** An order while its row is locked: what was paid, how far it is, and what went back to its customer. */
export type LockedOrder = OrderFacts &
  Pick<typeof orders.$inferSelect, 'status' | 'settledAt' | 'number' | 'fulfilment' | 'fulfilmentVersion' | 'refunded'>;

/** Orders came to the counter or moved on there: the boards of the office show it. */
export const COUNTER_CHANGED: Signal = { topic: 'counter', key: 'orders' };

const columns = selection({
  ...factColumns,
  status: orders.status,
  settledAt: orders.settledAt,
  number: orders.number,
  fulfilment: orders.fulfilment,
  fulfilmentVersion: orders.fulfilmentVersion,
  refunded: orders.refunded,
});
const lock = statement<LockedOrder, { ids: string[] }>(
  sql`SELECT ${columns} FROM ${orders} WHERE ${orders.id} = ANY(${sql.placeholder('ids')}) ORDER BY ${orders.id} FOR NO KEY UPDATE`,
);

/** Locks orders until the end of the transaction, in the order of their ids. Throws `PermanentFault` where one does not exist. */
export async function lockOrders(tx: Transaction, orderIds: string[]): Promise<Map<string, LockedOrder>> {
  const found = new Map((await tx.run(lock, { ids: orderIds })).map((order) => [order.orderId, order]));
  const missing = orderIds.find((orderId) => !found.has(orderId));
  if (missing) throw new PermanentFault(`order ${missing} was never accepted`);
  return found;
}

const given = givenRows(orders, ['id', 'fulfilment', 'fulfilmentVersion', 'refunded']);
const [fulfilment, fulfilmentAt, version] = [orders.fulfilment, orders.fulfilmentAt, orders.fulfilmentVersion];
const update = statement<never, Given<typeof orders, 'id' | 'fulfilment' | 'fulfilmentVersion' | 'refunded'>>(
  sql`UPDATE ${orders} SET ${bare(fulfilment)} = ${given.column.fulfilment}, ${bare(version)} = ${given.column.fulfilmentVersion},
      ${bare(fulfilmentAt)} = CASE WHEN ${version} = ${given.column.fulfilmentVersion} THEN ${fulfilmentAt} ELSE now() END,
      ${bare(orders.refunded)} = ${given.column.refunded}
    FROM ${given.source} WHERE ${orders.id} = ${given.column.id}`,
);

/** Writes how far locked orders are and what went back, and tells their customers and the counter. */
export async function writeOrders(tx: Transaction, changed: Iterable<LockedOrder>): Promise<void> {
  const rows = [...changed].map(({ orderId, ...order }) => ({ ...order, id: orderId }));
  if (rows.length === 0) return;
  await tx.run(update, { rows });
  for (const { userId } of rows) tx.signal({ topic: 'user', key: userId });
  tx.signal(COUNTER_CHANGED);
}
