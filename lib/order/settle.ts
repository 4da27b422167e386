import { sql } from 'drizzle-orm';
import { days, orders, products } from '#drizzle/schema/order';
import { now } from '#lib/clock';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { PermanentFault } from '#lib/faults';
import { dayOf } from '#lib/i18n/calendar';
import { COUNTER_CHANGED } from './counter.ts';
import { factColumns, itemsIn, type OrderFacts } from './facts.ts';

/** Why the payment of an order was refused. */
type Refusal = 'insufficient-funds' | 'account-blocked';

/** How the payment of an order ended. */
export type Settlement = { orderId: string; status: 'paid' } | { orderId: string; status: 'refused'; reason: Refusal };

/** An order whose status is final. `reason` says why it was refused; null when it was paid. */
export type SettledOrder = OrderFacts & ({ status: 'paid'; reason: null } | { status: 'refused'; reason: Refusal });

const columns = selection({ ...factColumns, status: orders.status, reason: orders.reason });
const given = givenRows(orders, ['id', 'status', 'reason']);
const day = sql`${sql.placeholder('day')}::date`;
const [id, status, reason, number] = [orders.id, orders.status, orders.reason, orders.number].map(bare);
const isPaid = sql`asked.${status} = 'paid'`;
const lastNumber = bare(days.lastNumber);

/**
 * One statement for all that follows from the outcomes of payments. It locks orders, then products, then the day, each in one order, so that two
 * batches never wait for each other: that `numbered_day` counts what was returned has it come last. The last number of a day is one row,
 * at which all transactions that settle paid orders line up until they commit; so no number is given twice, and none is left out.
 */
// What both statements return is final, and the check of the table keeps status and reason together.
const settlePending = statement<
  SettledOrder,
  Given<typeof orders, 'id' | 'status' | 'reason'> & { ids: string[]; day: string }
>(
  sql`WITH asked AS (
      SELECT DISTINCT ON (${given.column.id}) ${given.columns} FROM ${given.source} ORDER BY ${given.column.id}
    ), pending AS (
      SELECT ${orders.id}, ${orders.items} FROM ${orders}
      WHERE ${orders.id} = ANY(${sql.placeholder('ids')}) AND ${orders.status} = 'pending' ORDER BY ${orders.id} FOR NO KEY UPDATE
    ), back AS (
      SELECT item.product, sum(item.quantity) AS quantity
      FROM pending JOIN asked ON asked.${id} = pending.${id} CROSS JOIN LATERAL ${itemsIn(sql`pending.${bare(orders.items)}`)}
      WHERE NOT ${isPaid} GROUP BY item.product
    ), shelf AS (
      SELECT ${products.id} FROM ${products} WHERE ${products.id} IN (SELECT back.product FROM back) AND ${products.stock} IS NOT NULL
      ORDER BY ${products.id} FOR NO KEY UPDATE
    ), returned AS (
      UPDATE ${products} SET ${bare(products.stock)} = ${products.stock} + back.quantity FROM back, shelf
      WHERE ${products.id} = shelf.${bare(products.id)} AND ${products.id} = back.product RETURNING ${products.id}
    ), numbered_day AS (
      INSERT INTO ${days} (${bare(days.day)}, ${lastNumber})
      SELECT ${day}, count(*) FROM pending JOIN asked ON asked.${id} = pending.${id}
      WHERE ${isPaid} AND (SELECT count(*) FROM returned) >= 0 HAVING count(*) > 0
      ON CONFLICT (${bare(days.day)}) DO UPDATE SET ${lastNumber} = ${days.lastNumber} + excluded.${lastNumber}
      RETURNING ${days.lastNumber}
    ), final AS (
      SELECT asked.*, CASE WHEN ${isPaid} THEN numbered_day.${lastNumber} - count(*) FILTER (WHERE ${isPaid}) OVER ()
        + row_number() OVER (PARTITION BY asked.${status} ORDER BY pending.${id}) END AS ${number}
      FROM pending JOIN asked ON asked.${id} = pending.${id} LEFT JOIN numbered_day ON true
    )
    UPDATE ${orders} SET ${status} = final.${status}, ${reason} = final.${reason}, ${bare(orders.settledAt)} = now(),
      ${number} = final.${number}, ${bare(orders.day)} = CASE WHEN final.${number} IS NOT NULL THEN ${day} END,
      ${bare(orders.fulfilment)} = CASE WHEN final.${number} IS NULL THEN NULL WHEN ${orders.instant} THEN 'collected' ELSE 'accepted' END,
      ${bare(orders.fulfilmentAt)} = CASE WHEN final.${number} IS NOT NULL THEN now() END
    FROM final WHERE ${orders.id} = final.${id} RETURNING ${columns}`,
);
const findSettled = statement<SettledOrder, { ids: string[] }>(
  sql`SELECT ${columns} FROM ${orders} WHERE ${orders.id} = ANY(${sql.placeholder('ids')})`,
);

/**
 * Makes orders final, and returns them in the order of the settlements. A paid order gets the next number of the day and is accepted at the
 * counter, or is done where there is nothing to hand over; a refused one gives back the stock that it took. A final order stays as it
 * is: a settlement that arrives again gets the stored outcome. Throws `PermanentFault` where an order does not exist, because only accepted
 * orders are ever charged.
 */
export async function settleOrders(
  tx: Transaction,
  settlements: Settlement[],
  moment = now(),
): Promise<SettledOrder[]> {
  const settled = await tx.run(settlePending, {
    ids: settlements.map(({ orderId }) => orderId),
    day: dayOf(moment, env().SHOP_TIME_ZONE),
    rows: settlements.map((settlement) => ({
      id: settlement.orderId,
      status: settlement.status,
      reason: settlement.status === 'refused' ? settlement.reason : null,
    })),
  });
  const byId = new Map(settled.map((order) => [order.orderId, order]));
  const final = settlements.map(({ orderId }) => orderId).filter((orderId) => !byId.has(orderId));
  if (final.length > 0) for (const order of await tx.run(findSettled, { ids: final })) byId.set(order.orderId, order);

  for (const { userId } of settled) tx.signal({ topic: 'user', key: userId });
  if (settled.some(({ status }) => status === 'paid')) tx.signal(COUNTER_CHANGED);
  return settlements.map(({ orderId }) => {
    const order = byId.get(orderId);
    if (!order) throw new PermanentFault(`order ${orderId} is to be settled, but was never accepted`);
    return order;
  });
}
