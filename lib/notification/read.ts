import { and, desc, eq, isNotNull, lt, notLike } from 'drizzle-orm';
import { mails, notifications } from '#drizzle/schema/notification';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { shopIdentity } from '#lib/shop/identity';
import type { NotificationKind } from './kinds.ts';
import { htmlOf, selectMails } from './outbox.ts';
import { UNREACHABLE } from './send.ts';

/** A notification about an order. Times in ISO 8601. */
export interface NotificationView {
  notificationId: string;
  orderId: string;
  kind: Exclude<NotificationKind, 'low-balance'>;
  address: string;
  subject: string;
  text: string;
  reason: string | null;
  createdAt: string;
  readAt: string | null;
}

/** The notifications of a user about orders, newest first, one page; with `orderId` those of one order. Throws InvalidCursor. */
export async function readNotifications(
  userId: string,
  { limit, cursor, orderId }: { limit: number; cursor?: string | undefined; orderId?: string | undefined },
): Promise<Page<NotificationView>> {
  const rows = await orm()
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, userId),
        orderId ? eq(notifications.orderId, orderId) : isNotNull(notifications.orderId),
        cursor ? lt(notifications.id, decodeCursor(cursor)) : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit + 1);
  return pageOf(rows, limit, viewOf, ({ id }) => id);
}

function viewOf({ id, orderId, kind, createdAt, readAt, ...row }: typeof notifications.$inferSelect): NotificationView {
  // The query leaves these out.
  if (orderId === null || kind === 'low-balance') throw new Error(`notification ${id} is about no order`);
  const { address, subject, text, reason } = row;
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

/** An e-mail as the outbox of demo mode shows it. */
export interface OutboxMail {
  id: string;
  address: string;
  subject: string;
  text: string;
  html: string;
  createdAt: Date;
  /** Where it leads, if it is about an account or a balance; null where there is nothing to do. */
  link: string | null;
}

/** The newest e-mails to all users, for the outbox of demo mode. */
export async function readOutbox(limit: number): Promise<OutboxMail[]> {
  const rows = await selectMails()
    .where(notLike(mails.address, `%${UNREACHABLE}`))
    .orderBy(desc(mails.id))
    .limit(limit);
  const shop = await shopIdentity();
  return rows.map((row) => ({ ...row.mail, html: htmlOf(row, shop), link: linkIn(row.mail.text) }));
}

const linkIn = (text: string): string | null => /^https?:\/\/\S+$/m.exec(text)?.[0] ?? null;
