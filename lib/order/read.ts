import { and, asc, count, desc, eq, lt, type SQL, sum } from 'drizzle-orm';
import { orders, products } from '#drizzle/schema/order';
import { decodeCursor, encodeCursor } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { isId } from '#lib/ids';
import type { Contact, OrderItem } from './create.ts';

/** An order as its owner sees it. Amounts in minor units. */
export interface OrderView {
  orderId: string;
  userId: string;
  status: 'pending' | 'paid' | 'refused';
  reason: string | null;
  total: number;
  currency: string;
  items: OrderItem[];
  contact: Contact;
  correlationId: string;
  /** ISO 8601. */
  createdAt: string;
  settledAt: string | null;
}

/** An order, or null. With `ownerId` only if it is theirs. */
export async function readOrder(orderId: string, ownerId?: string): Promise<OrderView | null> {
  const owned = ownerId ? eq(orders.userId, ownerId) : undefined;
  const [row] = await orm()
    .select()
    .from(orders)
    .where(and(eq(orders.id, orderId), owned));
  return row ? view(row) : null;
}

/** The orders of a user, newest first, one page; with `status` only those. Throws InvalidCursor. */
export async function readOrders(
  userId: string,
  { limit, cursor, status }: { limit: number; cursor?: string | undefined; status?: OrderView['status'] | undefined },
): Promise<{ items: OrderView[]; nextCursor: string | null }> {
  const after: SQL | undefined = cursor ? lt(orders.id, decodeCursor(cursor, isId)) : undefined;
  const rows = await orm()
    .select()
    .from(orders)
    .where(and(eq(orders.userId, userId), after, status && eq(orders.status, status)))
    .orderBy(desc(orders.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { items: page.map(view), nextCursor: rows.length > limit ? encodeCursor(page.at(-1)?.id ?? '') : null };
}

/** How many orders of each status a user has, and what those come to together in minor units. */
export async function readOrderSums(
  userId: string,
): Promise<Partial<Record<OrderView['status'], { count: number; total: number }>>> {
  const rows = await orm()
    .select({ status: orders.status, count: count(), total: sum(orders.total).mapWith(Number) })
    .from(orders)
    .where(eq(orders.userId, userId))
    .groupBy(orders.status);
  return Object.fromEntries(rows.map(({ status, ...sums }) => [status, sums]));
}

/** A product of the catalogue. `price` in minor units. */
export interface ProductView {
  productId: string;
  name: string;
  description: string;
  category: string;
  /** Name of its drawing. */
  art: string;
  price: number;
  currency: string;
  available: boolean;
}

/** The catalogue in the order of the shop, unavailable products included. */
export async function readProducts(): Promise<ProductView[]> {
  const rows = await orm().select().from(products).orderBy(asc(products.position), asc(products.id));
  return rows.map(({ id, name, description, category, art, price, currency, available }) => ({
    productId: id,
    name,
    description,
    category,
    art,
    price,
    currency,
    available,
  }));
}

function view(row: typeof orders.$inferSelect): OrderView {
  const { id, userId, status, reason, total, currency, items, contact, correlationId, createdAt, settledAt } = row;
  return {
    orderId: id,
    userId,
    status,
    reason,
    total,
    currency,
    items,
    contact: contact as Contact,
    correlationId,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}
