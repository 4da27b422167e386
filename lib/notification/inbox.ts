import { decodeCursor, encodeCursor } from '#lib/db/cursor';
import { query } from '#lib/db/pool';
import type { NewsEvent } from './events.ts';

/** What of the inbox is wanted. */
export const inboxFilters = ['all', 'unread', 'paid', 'refused', 'alerts'] as const;
type InboxFilter = (typeof inboxFilters)[number];

/** One news in the inbox: the outcome of an order with what was ordered, or an alert. Amounts in minor units. */
export interface InboxItem {
  id: string;
  kind: NewsEvent;
  text: string;
  reason: string | null;
  createdAt: Date;
  readAt: Date | null;
  order: {
    orderId: string;
    items: { productId: string; name: string; quantity: number; price: number }[];
    total: number;
    currency: string;
  } | null;
}

const conditions: Record<InboxFilter, string> = {
  all: 'true',
  unread: 'read_at IS NULL',
  paid: `kind = 'order-paid'`,
  refused: `kind = 'order-refused'`,
  alerts: `kind = 'low-balance'`,
};

/**
 * The inbox of a user, newest first, one page: outcomes of orders and alerts. `from` starts it at one news, which its mail leads to.
 * Throws InvalidCursor.
 */
export async function readInbox(
  userId: string,
  { limit, cursor, from, filter = 'all' }: InboxPage,
): Promise<{ items: InboxItem[]; nextCursor: string | null }> {
  const rows = await query<Omit<InboxItem, 'order'> & OrderColumns>(
    `SELECT news.*, copy.items, copy.total, copy.currency
     FROM (
       SELECT id, kind, "text", reason, created_at AS "createdAt", read_at AS "readAt", read_at, order_id AS "orderId"
       FROM notification.notifications WHERE user_id = $1
       UNION ALL
       SELECT id, 'low-balance', "text", NULL, created_at, read_at, read_at, NULL FROM notification.alerts WHERE user_id = $1
     ) AS news
     LEFT JOIN notification.orders AS copy ON copy.id = news."orderId"
     WHERE ${conditions[filter]} AND ($2::uuid IS NULL OR news.id < $2) AND ($3::uuid IS NULL OR news.id <= $3)
     ORDER BY news.id DESC LIMIT $4`,
    [userId, cursor ? decodeCursor(cursor) : null, from ?? null, limit + 1],
  );
  const items = rows.slice(0, limit).map(itemOf);
  return { items, nextCursor: rows.length > limit ? encodeCursor(items.at(-1)?.id ?? '') : null };
}

interface InboxPage {
  limit: number;
  cursor?: string | undefined;
  from?: string | undefined;
  filter?: InboxFilter;
}

type Order = NonNullable<InboxItem['order']>;
type OrderColumns = { orderId: string | null; items: Order['items'] | null; total: number; currency: string };

function itemOf({
  id,
  kind,
  text,
  reason,
  createdAt,
  readAt,
  ...row
}: Omit<InboxItem, 'order'> & OrderColumns): InboxItem {
  const { orderId, items, total, currency } = row;
  const order = orderId && items ? { orderId, items, total, currency } : null;
  return { id, kind, text, reason, createdAt, readAt, order };
}

/** How many news of a user are unread. */
export async function countUnread(userId: string): Promise<number> {
  const [row] = await query<{ unread: number }>(
    `SELECT (SELECT count(*) FROM notification.notifications WHERE user_id = $1 AND read_at IS NULL)
       + (SELECT count(*) FROM notification.alerts WHERE user_id = $1 AND read_at IS NULL) AS unread`,
    [userId],
  );
  return row?.unread ?? 0;
}
