import { sql } from 'drizzle-orm';
import { orders } from '#drizzle/schema/order';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import { factColumns, type OrderFacts } from './facts.ts';

/** Why the payment of an order was refused. */
type Refusal = 'insufficient-funds' | 'account-blocked';

/** How the payment of an order ended. */
export type Settlement = { orderId: string; status: 'paid' } | { orderId: string; status: 'refused'; reason: Refusal };

/** An order whose status is final. `reason` says why it was refused; null when it was paid. */
export type SettledOrder = OrderFacts & ({ status: 'paid'; reason: null } | { status: 'refused'; reason: Refusal });

const columns = selection({ ...factColumns, status: orders.status, reason: orders.reason });
const given = givenRows(orders, ['id', 'status', 'reason']);
// What both statements return is final, and the check of the table keeps status and reason together.
const settlePending = statement<SettledOrder, Given<typeof orders, 'id' | 'status' | 'reason'>>(
  sql`UPDATE ${orders} SET ${bare(orders.status)} = ${given.column.status}, ${bare(orders.reason)} = ${given.column.reason},
      ${bare(orders.settledAt)} = now()
    FROM ${given.source} WHERE ${orders.id} = ${given.column.id} AND ${orders.status} = 'pending' RETURNING ${columns}`,
);
const findSettled = statement<SettledOrder, { ids: string[] }>(
  sql`SELECT ${columns} FROM ${orders} WHERE ${orders.id} = ANY(${sql.placeholder('ids')})`,
);

/**
 * Makes orders final, and returns them in the order of the settlements. A final order stays as it is: a settlement that arrives again gets
 * the stored outcome. Throws `PermanentFault` where an order does not exist, because only accepted orders are ever charged.
 */
export async function settleOrders(tx: Transaction, settlements: Settlement[]): Promise<SettledOrder[]> {
  const settled = await tx.run(settlePending, {
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
  return settlements.map(({ orderId }) => {
    const order = byId.get(orderId);
    if (!order) throw new PermanentFault(`order ${orderId} is to be settled, but was never accepted`);
    return order;
  });
}
