import { eq, inArray } from 'drizzle-orm';
import { mails, notifications, orders, preferences, users } from '#drizzle/schema/notification';
import type { Transaction } from '#lib/db/transact';

/**
 * Erases what Notification keeps about a user: the copy of them, their preferences, their mails, sent or not, the contact of their orders and the
 * words of their notifications; and the mails that invited them. That there was a notification stays, without a word of it, because there is one for
 * each outcome.
 */
export async function eraseNotifications(tx: Transaction, userId: string, invitationIds: string[]): Promise<void> {
  await tx.orm.delete(users).where(eq(users.id, userId));
  await tx.orm.delete(preferences).where(eq(preferences.userId, userId));
  await tx.orm.delete(mails).where(inArray(mails.userId, [userId, ...invitationIds]));
  await tx.orm
    .update(orders)
    .set({ contact: { email: '', name: '', locale: 'en' } })
    .where(eq(orders.userId, userId));
  await tx.orm
    .update(notifications)
    .set({ address: '', subject: '', text: '' })
    .where(eq(notifications.userId, userId));
}
