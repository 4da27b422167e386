import { and, desc, eq, lt, ne, notLike } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { accountMails, alerts, notifications } from '#drizzle/schema/notification';
import { decodeCursor, encodeCursor } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { isId } from '#lib/ids';
import { accountMailHtml } from './account-mail-html.ts';
import { mail, mails } from './deliver.ts';
import { NOWHERE } from './send.ts';

/** One news in the inbox of a user. Times in ISO 8601. */
export interface NotificationView {
  notificationId: string;
  orderId: string;
  kind: 'order-paid' | 'order-refused';
  address: string;
  subject: string;
  text: string;
  reason: string | null;
  createdAt: string;
  readAt: string | null;
}

/** The notifications of a user, newest first, one page; with `orderId` those of one order. Throws InvalidCursor. */
export async function readNotifications(
  userId: string,
  { limit, cursor, orderId }: { limit: number; cursor?: string | undefined; orderId?: string | undefined },
): Promise<{ items: NotificationView[]; nextCursor: string | null }> {
  const rows = await orm()
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, userId),
        orderId ? eq(notifications.orderId, orderId) : undefined,
        cursor ? lt(notifications.id, decodeCursor(cursor, isId)) : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { items: page.map(view), nextCursor: rows.length > limit ? encodeCursor(page.at(-1)?.id ?? '') : null };
}

/** An e-mail as the outbox of demo mode shows it. */
export interface OutboxMail {
  id: string;
  address: string;
  subject: string;
  text: string;
  html: string;
  createdAt: Date;
  /** Where it leads, if it is about an account; null where there is nothing to do. */
  link: string | null;
}

/** The newest e-mails of all customers, for the outbox of demo mode. */
export async function readOutbox(limit: number): Promise<OutboxMail[]> {
  const [news, aboutAccounts, aboutBalances] = await Promise.all([
    mails()
      .where(and(reachesSomebody(notifications.address), notifications.byEmail))
      .orderBy(desc(notifications.id))
      .limit(limit),
    orm()
      .select()
      .from(accountMails)
      .where(reachesSomebody(accountMails.address))
      .orderBy(desc(accountMails.id))
      .limit(limit),
    orm()
      .select()
      .from(alerts)
      .where(and(reachesSomebody(alerts.address), alerts.byEmail))
      .orderBy(desc(alerts.id))
      .limit(limit),
  ]);
  const shown = [
    ...news.map((row) => ({ ...mail(row), id: row.notification.id, link: null })),
    ...[...aboutAccounts, ...aboutBalances].map((row) => ({
      ...row,
      html: accountMailHtml(row),
      link: linkIn(row.text),
    })),
  ];
  return shown.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, limit);
}

// Whoever deleted the account has no address any more.
const reachesSomebody = (address: AnyPgColumn) => and(notLike(address, `%${NOWHERE}`), ne(address, ''));

const linkIn = (text: string): string | null => /^https?:\/\/\S+$/m.exec(text)?.[0] ?? null;

function view(row: typeof notifications.$inferSelect): NotificationView {
  const { id, orderId, kind, address, subject, text, reason, createdAt, readAt } = row;
  return {
    notificationId: id,
    orderId,
    kind,
    address,
    subject,
    text,
    reason,
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
