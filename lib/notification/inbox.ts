import { and, desc, eq, isNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { notifications, orders } from '#drizzle/schema/notification';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm, run } from '#lib/db/pool';
import { statement } from '#lib/db/statement';
import { type NotificationKind, refusalReason } from './kinds.ts';
import type { OrderCopy } from './orders.ts';

/** Which notifications are shown. */
export const inboxFilters = ['all', 'unread', 'paid', 'refused', 'alerts'] as const;
type InboxFilter = (typeof inboxFilters)[number];

/** One notification in the inbox: the outcome of an order with what was ordered, or a low-balance alert. Amounts in minor units. */
export interface InboxItem {
  id: string;
  kind: NotificationKind;
  text: string;
  /** Why an order was refused. */
  reason: ReturnType<typeof refusalReason>;
  createdAt: Date;
  readAt: Date | null;
  order: Pick<OrderCopy, 'orderId' | 'items' | 'total' | 'currency'> | null;
}

const conditions: Record<InboxFilter, SQL | undefined> = {
  all: undefined,
  unread: isNull(notifications.readAt),
  paid: eq(notifications.kind, 'order-paid'),
  refused: eq(notifications.kind, 'order-refused'),
  alerts: eq(notifications.kind, 'low-balance'),
};

interface InboxPage {
  limit: number;
  cursor?: string | undefined;
  /** The id of the notification that the page starts at: mails lead to it. */
  from?: string | undefined;
  filter?: InboxFilter;
}

/** The inbox of a user, newest first, one page. Throws InvalidCursor. */
export async function readInbox(
  userId: string,
  { limit, cursor, from, filter = 'all' }: InboxPage,
): Promise<Page<InboxItem>> {
  const rows = await select()
    .where(
      and(
        eq(notifications.userId, userId),
        conditions[filter],
        cursor ? lt(notifications.id, decodeCursor(cursor)) : undefined,
        from ? lte(notifications.id, from) : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit + 1);
  return pageOf(rows, limit, itemOf, ({ id }) => id);
}

const { id, kind, text, reason, createdAt, readAt } = notifications;
const select = () =>
  orm()
    .select({
      ...{ id, kind, text, reason, createdAt, readAt },
      order: { orderId: orders.id, items: orders.items, total: orders.total, currency: orders.currency },
    })
    .from(notifications)
    .leftJoin(orders, eq(orders.id, notifications.orderId));

function itemOf({ order, ...row }: Awaited<ReturnType<typeof select>>[number]): InboxItem {
  const item = { ...row, reason: refusalReason(row.reason) };
  if (!order) return { ...item, order: null };
  const { orderId, items, total, currency } = order;
  // A notification of an order exists only where the copy of the order is complete.
  return { ...item, order: items && total !== null && currency !== null ? { orderId, items, total, currency } : null };
}

const unread = statement<{ unread: number }, { userId: string }>(
  sql`SELECT count(*) AS unread FROM ${notifications}
    WHERE ${notifications.userId} = ${sql.placeholder('userId')} AND ${notifications.readAt} IS NULL`,
);

/** How many notifications of a user are unread. */
export async function countUnread(userId: string): Promise<number> {
  const [row] = await run(unread, { userId });
  return row?.unread ?? 0;
}
