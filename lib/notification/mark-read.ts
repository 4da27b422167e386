import { type Transaction, transact } from '#lib/db/transact';

const tables = ['notifications', 'alerts'] as const;

/** Marks news of a user as read: all of them, or one. */
export async function markRead(userId: string, id: string | null = null): Promise<void> {
  await change(userId, (tx, table) =>
    tx.query(
      `UPDATE notification.${table} SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND ($2::uuid IS NULL OR id = $2)`,
      [userId, id],
    ),
  );
}

/** Marks one news of a user as unread. */
export async function markUnread(userId: string, id: string): Promise<void> {
  await change(userId, (tx, table) =>
    tx.query(`UPDATE notification.${table} SET read_at = NULL WHERE user_id = $1 AND id = $2`, [userId, id]),
  );
}

/** One transaction over all news; the other tabs count again after it. */
function change(userId: string, write: (tx: Transaction, table: (typeof tables)[number]) => Promise<unknown>) {
  return transact(async (tx) => {
    for (const table of tables) await write(tx, table);
    tx.signal({ topic: 'user', key: userId });
  });
}
