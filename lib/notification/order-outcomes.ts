import type { Transaction } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { readIdentity, type ShopIdentity } from '#lib/shop/identity';
import { notify } from './notify.ts';
import { orderMail } from './order-mail.ts';
import { type CompleteOrder, keepOrders, type OrderCopy, type OrderOutcome } from './orders.ts';
import type { WrittenMail } from './outbox.ts';

/**
 * Keeps whichever halves of orders arrive, and notifies the customers of the orders that are complete by now: one notification for each order,
 * whatever the order of arrival and however often it arrives. Returns the mails that were written.
 */
export async function notifyOfOutcomes(
  tx: Transaction,
  halves: (OrderCopy | OrderOutcome | CompleteOrder)[],
): Promise<WrittenMail[]> {
  const [complete, shop] = await Promise.all([keepOrders(tx, halves), readIdentity(tx)]);
  return notify(
    tx,
    complete.map((order) => draft(order, shop)),
  );
}

function draft(order: CompleteOrder, shop: ShopIdentity) {
  const { userId, orderId, outcome, contact, reason } = order;
  const id = newId();
  return {
    id,
    userId,
    orderId,
    kind: `order-${outcome}` as const,
    address: contact.email,
    reason,
    ...orderMail(order, id, shop),
  };
}
