import type { Transaction } from '#lib/db/transact';

/** Whether an order of a user has no outcome yet. */
export async function hasPendingOrder(tx: Transaction, userId: string): Promise<boolean> {
  const rows = await tx.query(`SELECT FROM "order".orders WHERE user_id = $1 AND status = 'pending' LIMIT 1`, [userId]);
  return rows.length > 0;
}

/** Forgets whom to tell about the orders of a user. The orders stay: their payments stand in the ledger. */
export async function eraseContacts(tx: Transaction, userId: string): Promise<void> {
  await tx.query(
    `UPDATE "order".orders SET contact = jsonb_build_object('email', '', 'name', '', 'locale', 'en') WHERE user_id = $1`,
    [userId],
  );
}
