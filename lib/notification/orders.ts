import { sql } from 'drizzle-orm';
import { orders } from '#drizzle/schema/notification';
import { bare, type Given, givenRows, type RowOf, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';

/** One half of what Notification must know before it can notify anybody: what was ordered, and by whom. Amounts in minor units. */
export interface OrderCopy {
  orderId: string;
  userId: string;
  items: { productId: string; name: string; quantity: number; price: number }[];
  total: number;
  currency: string;
  contact: { email: string; name: string; locale: string };
}

/** The other half: how it ended. */
export interface OrderOutcome {
  orderId: string;
  outcome: 'paid' | 'refused';
  /** Why it was refused; null when paid. */
  reason: string | null;
}

/** An order of which both halves are known. */
export type CompleteOrder = OrderCopy & OrderOutcome;

/** The columns of a copy, for a query that reads it. */
export const orderColumns = {
  orderId: orders.id,
  userId: orders.userId,
  items: orders.items,
  total: orders.total,
  currency: orders.currency,
  contact: orders.contact,
  outcome: orders.outcome,
  reason: orders.reason,
};

const stored = selection(orderColumns);
type StoredOrder = RowOf<typeof stored>;

/** Whether both halves are in a row. Each half is written whole, so one column of it stands for the others. */
export const isComplete = (order: StoredOrder): order is CompleteOrder =>
  order.contact !== null && order.outcome !== null;

const halfKeys = ['userId', 'items', 'total', 'currency', 'contact', 'outcome', 'reason'] as const;
const given = givenRows(orders, ['id', ...halfKeys]);
const firstOf = (column: (typeof orders)[(typeof halfKeys)[number]]) =>
  sql`${bare(column)} = coalesce(${column}, excluded.${bare(column)})`;
const keep = statement<StoredOrder, Given<typeof orders, 'id' | (typeof halfKeys)[number]>>(
  sql`INSERT INTO ${orders} (${given.names}) SELECT ${given.columns} FROM ${given.source} ORDER BY ${given.column.id}
    ON CONFLICT (${bare(orders.id)}) DO UPDATE SET
      ${sql.join(
        halfKeys.map((key) => firstOf(orders[key])),
        sql`, `,
      )}
    RETURNING ${stored}`,
);

/**
 * Keeps whichever halves arrive, and returns those orders of which both halves are known by now.
 *
 * Both halves of an order go into one row. Two workers that hold one half each meet at its lock: the second waits for the first to
 * commit, and sees its half. Rows are taken in id order, so that two batches cannot deadlock.
 */
export async function keepOrders(
  tx: Transaction,
  halves: (OrderCopy | OrderOutcome | CompleteOrder)[],
): Promise<CompleteOrder[]> {
  const distinct = new Map(halves.map((half) => [half.orderId, half])); // a message delivered twice says the same twice
  const kept = await tx.run(keep, {
    rows: [...distinct.values()].map(({ orderId, ...half }) => ({ ...half, id: orderId })),
  });
  return kept.filter(isComplete);
}

const lock = statement<never, { ids: string[] }>(
  sql`INSERT INTO ${orders} (${bare(orders.id)})
    SELECT DISTINCT given.id FROM unnest(${sql.placeholder('ids')}::uuid[]) AS given(id) ORDER BY given.id
    ON CONFLICT (${bare(orders.id)}) DO UPDATE SET ${bare(orders.id)} = excluded.${bare(orders.id)}`,
);

/**
 * Opens and locks the rows of the orders of a batch whose halves are kept in several steps: locked step by step, two batches could wait
 * for each other.
 */
export async function lockOrders(tx: Transaction, orderIds: string[]): Promise<void> {
  await tx.run(lock, { ids: orderIds });
}
