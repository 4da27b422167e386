import type { Transaction } from '#lib/db/transact';

/**
 * Forgets a user: the copy of them, whom their orders were for, what they wanted to be told, and what was said. That they were told of an outcome
 * stays, without a word of it, because every outcome is told once; what has not left counts as sent, so that it never will.
 */
export async function eraseTold(tx: Transaction, userId: string): Promise<void> {
  await tx.query('DELETE FROM notification.users WHERE id = $1', [userId]);
  await tx.query('DELETE FROM notification.preferences WHERE user_id = $1', [userId]);
  await tx.query('DELETE FROM notification.account_mails WHERE user_id = $1', [userId]);
  await tx.query(
    `UPDATE notification.orders SET contact = jsonb_build_object('email', '', 'name', '', 'locale', 'en') WHERE user_id = $1`,
    [userId],
  );
  for (const table of ['notifications', 'alerts'])
    await tx.query(
      `UPDATE notification.${table} SET address = '', subject = '', "text" = '', sent_at = coalesce(sent_at, now())
       WHERE user_id = $1`,
      [userId],
    );
}
