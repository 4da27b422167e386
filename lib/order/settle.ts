import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import type { OrderFacts } from './create.ts';

/** How the payment of an order ended. */
export type Settlement =
  | { orderId: string; status: 'paid' }
  | { orderId: string; status: 'refused'; reason: 'insufficient-funds' };

export type SettledOrder = OrderFacts &
  ({ status: 'paid'; reason: null } | { status: 'refused'; reason: 'insufficient-funds' });

/**
 * Makes orders final, and returns them in the order given. What is final stays so: the outcome of a settlement that arrives again is
 * the stored one. Throws if an order does not exist: only accepted orders are ever charged.
 */
export async function settleOrders(tx: Transaction, settlements: Settlement[]): Promise<SettledOrder[]> {
  const settled = await tx.query<SettledOrder>(
    `UPDATE "order".orders SET status = s.status, reason = s.reason, settled_at = now()
     FROM json_to_recordset($1) AS s("orderId" uuid, status text, reason text)
     WHERE orders.id = s."orderId" AND orders.status = 'pending'
     RETURNING ${COLUMNS}`,
    [JSON.stringify(settlements)],
  );
  const orders = new Map(settled.map((order) => [order.orderId, order]));
  const final = settlements.map(({ orderId }) => orderId).filter((orderId) => !orders.has(orderId));
  if (final.length > 0)
    for (const order of await tx.query<SettledOrder>(`SELECT ${COLUMNS} FROM "order".orders WHERE id = ANY($1)`, [
      final,
    ]))
      orders.set(order.orderId, order);

  for (const { userId } of settled) tx.signal({ topic: 'user', key: userId });
  return settlements.map(({ orderId }) => {
    const order = orders.get(orderId);
    if (!order) throw new PermanentFault(`order ${orderId} is to be settled, but was never accepted`);
    return order;
  });
}

const COLUMNS = `orders.id AS "orderId", user_id AS "userId", items, total, currency, contact, orders.status, orders.reason`;
