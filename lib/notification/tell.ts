import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { compose } from './compose.ts';

/** Half of what Notification must know before it can tell anything: what was ordered, for whom. Amounts in minor units. */
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
export type KeptOrder = OrderCopy & OrderOutcome;

/**
 * Keeps whichever halves arrive, and tells the customers of the orders that are complete by now: one notification per order,
 * whatever the order of arrival and however often it arrives. Returns the ids of the new notifications that are to be sent by e-mail.
 * An outcome is recorded whatever its customer wants to be told of; one that is not wanted in the inbox is there as read.
 *
 * Both halves of an order go into one row. Two workers that hold one half each meet at its lock: the second waits for the first to
 * commit, and sees its half. Rows are taken in id order, so that two batches cannot deadlock.
 */
export async function tellOutcomes(
  tx: Transaction,
  halves: (OrderCopy | OrderOutcome | KeptOrder)[],
): Promise<string[]> {
  const complete = (await keepHalves(tx, halves)).filter((order) => order.outcome && order.contact);
  if (complete.length === 0) return [];
  const notifications = complete
    .map((order) => ({ id: newId(), order }))
    .map(({ id, order }) => ({
      id,
      userId: order.userId,
      orderId: order.orderId,
      kind: `order-${order.outcome}`,
      address: order.contact.email,
      reason: order.reason,
      ...compose(order, id),
    }));
  const created = await tx.query<{ id: string; userId: string; byEmail: boolean }>(
    `INSERT INTO notification.notifications (id, user_id, order_id, kind, address, subject, "text", reason, read_at, by_email)
     SELECT id, "userId", "orderId", kind, address, subject, "text", reason, CASE WHEN NOT wanted.in_app THEN now() END,
       coalesce(wanted.by_email, true)
     FROM json_to_recordset($1) AS n(id uuid, "userId" uuid, "orderId" uuid, kind text, address text, subject text, "text" text, reason text)
     LEFT JOIN notification.preferences AS wanted ON wanted.user_id = "userId" AND wanted.event = kind
     ON CONFLICT (order_id) DO NOTHING
     RETURNING id, user_id AS "userId", by_email AS "byEmail"`,
    [JSON.stringify(notifications)],
  );
  for (const { userId } of created) tx.signal({ topic: 'user', key: userId });
  return created.filter(({ byEmail }) => byEmail).map(({ id }) => id);
}

/** Opens and locks the rows of the orders of a batch whose halves are kept in several steps: locked step by step, two batches could wait for each other. */
export async function lockOrders(tx: Transaction, orderIds: string[]): Promise<void> {
  await tx.query(
    `INSERT INTO notification.orders (id) SELECT DISTINCT id FROM unnest($1::uuid[]) AS id ORDER BY id
     ON CONFLICT (id) DO UPDATE SET id = excluded.id`,
    [orderIds],
  );
}

function keepHalves(tx: Transaction, halves: (OrderCopy | OrderOutcome | KeptOrder)[]): Promise<KeptOrder[]> {
  const distinct = new Map(halves.map((half) => [half.orderId, half])); // a message delivered twice says the same twice
  return tx.query<KeptOrder>(
    `INSERT INTO notification.orders AS kept (id, user_id, total, currency, items, contact, outcome, reason)
     SELECT "orderId", "userId", total, currency, items, contact, outcome, reason
     FROM json_to_recordset($1) AS half("orderId" uuid, "userId" uuid, total bigint, currency text, items jsonb, contact jsonb,
       outcome text, reason text)
     ORDER BY "orderId"
     ON CONFLICT (id) DO UPDATE SET
       user_id = coalesce(kept.user_id, excluded.user_id), total = coalesce(kept.total, excluded.total),
       currency = coalesce(kept.currency, excluded.currency), items = coalesce(kept.items, excluded.items),
       contact = coalesce(kept.contact, excluded.contact), outcome = coalesce(kept.outcome, excluded.outcome),
       reason = coalesce(kept.reason, excluded.reason)
     RETURNING id AS "orderId", user_id AS "userId", total, currency, items, contact, outcome, reason`,
    [JSON.stringify([...distinct.values()])],
  );
}
