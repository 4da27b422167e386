import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { notifications } from '#drizzle/schema/notification';
import { transact } from '#lib/db/transact';

/** Marks notifications of a user as read: all of them, or one. */
export const markRead = (userId: string, id: string | null = null): Promise<void> =>
  setReadAt(userId, sql`now()`, and(isNull(notifications.readAt), id === null ? undefined : eq(notifications.id, id)));

/** Marks one notification of a user as unread. */
export const markUnread = (userId: string, id: string): Promise<void> =>
  setReadAt(userId, null, eq(notifications.id, id));

function setReadAt(userId: string, readAt: SQL | null, condition: SQL | undefined): Promise<void> {
  return transact(async (tx) => {
    await tx.orm
      .update(notifications)
      .set({ readAt })
      .where(and(eq(notifications.userId, userId), condition));
    tx.signal({ topic: 'user', key: userId }); // the other tabs count again
  });
}
