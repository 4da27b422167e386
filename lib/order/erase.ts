import { and, eq } from 'drizzle-orm';
import { orders, refunds } from '#drizzle/schema/order';
import type { Transaction } from '#lib/db/transact';

/** Whether a user has an order without an outcome, or a refund that Billing has not decided. */
export async function hasPendingOrder(tx: Transaction, userId: string): Promise<boolean> {
  const rows = await tx.orm
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.userId, userId), eq(orders.status, 'pending')))
    .limit(1);
  const pending = await tx.orm
    .select({ id: refunds.id })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .where(and(eq(orders.userId, userId), eq(refunds.status, 'pending')))
    .limit(1);
  return rows.length + pending.length > 0;
}

/** Removes the contacts of all orders of a user. The orders stay, because their payments are in the ledger. */
export async function eraseContacts(tx: Transaction, userId: string): Promise<void> {
  await tx.orm
    .update(orders)
    .set({ contact: { email: '', name: '', locale: 'en' } })
    .where(eq(orders.userId, userId));
}
