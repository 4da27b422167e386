import { sql } from 'drizzle-orm';
import { orders, products } from '#drizzle/schema/order';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { announce, FEW_LEFT } from './announce.ts';
import { itemsIn } from './facts.ts';

/** How many are left of products, by their id; only of those that count. */
export type Stock = Map<string, number>;

interface Left {
  id: string;
  stock: number;
}

const ids = sql.placeholder('ids');
const lock = statement<Left, { ids: string[] }>(
  sql`SELECT ${selection({ id: products.id, stock: products.stock })} FROM ${products}
    WHERE ${products.id} = ANY(${ids}) AND ${products.stock} IS NOT NULL ORDER BY ${products.id} FOR NO KEY UPDATE`,
);

/** Locks products until the end of the transaction, in the order of their ids, and returns what is left of those that count. */
export async function lockStock(tx: Transaction, productIds: string[]): Promise<Stock> {
  const rows = await tx.run(lock, { ids: productIds });
  return new Map(rows.map(({ id, stock }) => [id, stock]));
}

const given = givenRows(products, ['id', 'stock']);
const set = statement<never, Given<typeof products, 'id' | 'stock'>>(
  sql`UPDATE ${products} SET ${bare(products.stock)} = ${given.column.stock} FROM ${given.source} WHERE ${products.id} = ${given.column.id}`,
);

/** Writes what is left of locked products, where that has changed, and tells open pages where they say how many are left. */
export function setStock(tx: Transaction, before: Stock, after: Stock): void {
  const rows = [...after].filter(([id, stock]) => stock !== before.get(id)).map(([id, stock]) => ({ id, stock }));
  if (rows.length === 0) return;
  if (rows.some(({ id, stock }) => Math.min(stock, before.get(id) ?? stock) <= FEW_LEFT)) announce(tx);
  tx.send(set, { rows });
}

const lockOrderRows = statement<never, { ids: string[] }>(
  sql`SELECT FROM ${orders} WHERE ${orders.id} = ANY(${ids}) ORDER BY ${orders.id} FOR NO KEY UPDATE`,
);
const lockShelf = statement<never, { ids: string[]; productIds: string[] }>(
  sql`SELECT FROM ${products} WHERE ${products.stock} IS NOT NULL AND (${products.id} = ANY(${sql.placeholder('productIds')})
      OR ${products.id} IN (SELECT item.product FROM ${orders} CROSS JOIN LATERAL ${itemsIn(sql`${orders.items}`)}
        WHERE ${orders.id} = ANY(${ids})))
    ORDER BY ${products.id} FOR NO KEY UPDATE`,
);

/** What a message locks: the order that it changes, or the products that are asked for. */
export type OrderLock = { orderId: string } | { items: { productId: string }[] };

/**
 * Locks what a batch with several kinds of messages changes: orders, then products, each in the order of their ids. Where it only creates
 * orders and settles paid ones there is nothing to do: products are locked before the day, because creating comes first.
 */
export async function lockForBatch(tx: Transaction, locks: OrderLock[]): Promise<void> {
  const orderIds = locks.flatMap((lock) => ('orderId' in lock ? lock.orderId : []));
  if (orderIds.length === 0) return;
  const productIds = locks.flatMap((lock) => ('items' in lock ? lock.items.map(({ productId }) => productId) : []));
  await Promise.all([tx.run(lockOrderRows, { ids: orderIds }), tx.run(lockShelf, { ids: orderIds, productIds })]);
}
