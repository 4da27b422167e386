import { and, desc, eq, exists, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { orders, products } from '#drizzle/schema/order';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { env } from '#lib/env';
import { dayAfter, startOfDay } from '#lib/i18n/calendar';
import { firstIdAt } from '#lib/ids';
import type { Fulfilment } from './counter.ts';
import { type OrderView, viewOf } from './read.ts';

/** Which orders of all customers are wanted; `open` are those that the counter has to do with. */
export interface OrderFilter {
  orderId?: string | undefined;
  fulfilment?: Fulfilment | 'open' | undefined;
  status?: OrderView['status'] | undefined;
  /** A day of the shop, like `2026-03-29`. */
  day?: string | undefined;
  number?: number | undefined;
  userId?: string | undefined;
  /** One of these customers. */
  userIds?: string[] | undefined;
  productId?: string | undefined;
}

/** Open at the counter. Written out, so that Postgres can tell that the index of the counter holds all of them. */
export const isOpen = sql`${orders.fulfilment} in ('accepted', 'preparing', 'ready')`;

/** A page of the orders of all customers, newest first. Throws `InvalidCursor`. */
export async function searchOrders(
  filter: OrderFilter,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<OrderView>> {
  const after = cursor ? lt(orders.id, decodeCursor(cursor)) : undefined;
  const rows = await orm()
    .select()
    .from(orders)
    .where(and(after, ...conditionsOf(filter)))
    .orderBy(desc(orders.id))
    .limit(limit + 1);
  return pageOf(rows, limit, viewOf, ({ id }) => id);
}

function conditionsOf({
  orderId,
  fulfilment,
  status,
  day,
  number,
  userId,
  userIds,
  productId,
}: OrderFilter): (SQL | undefined)[] {
  const isAtCounter = fulfilment !== undefined && !['collected', 'cancelled'].includes(fulfilment);
  return [
    orderId ? eq(orders.id, orderId) : undefined,
    isAtCounter ? isOpen : undefined,
    fulfilment && fulfilment !== 'open' ? eq(orders.fulfilment, fulfilment) : undefined,
    // Written out for the same reason.
    status === 'refused' ? sql`${orders.status} = 'refused'` : status && eq(orders.status, status),
    // Ids carry the time, so a day is a range of them.
    day ? gte(orders.id, firstIdAt(startOfDay(day, env().SHOP_TIME_ZONE).getTime())) : undefined,
    day ? lt(orders.id, firstIdAt(startOfDay(dayAfter(day), env().SHOP_TIME_ZONE).getTime())) : undefined,
    number === undefined ? undefined : eq(orders.number, number),
    userId ? eq(orders.userId, userId) : undefined,
    userIds && inArray(orders.userId, userIds),
    productId === undefined ? undefined : sql`${orders.items} @> ${JSON.stringify([{ productId }])}::jsonb`,
    // Of what was never in the catalogue no order has to be read. Products stay in it for good.
    productId === undefined ? undefined : exists(orm().select().from(products).where(eq(products.id, productId))),
  ];
}

/** What somebody of the office decides an order on: whose it is, and how often its fulfilment was changed. Null where there is none. */
export async function readOrderVersion(orderId: string): Promise<{ userId: string; version: number } | null> {
  const [row] = await orm()
    .select({ userId: orders.userId, version: orders.fulfilmentVersion })
    .from(orders)
    .where(eq(orders.id, orderId));
  return row ?? null;
}
