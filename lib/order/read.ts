import { and, asc, count, desc, eq, getTableColumns, isNull, lt, type SQL, sql, sum } from 'drizzle-orm';
import { images, orders, products } from '#drizzle/schema/order';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { gather } from '#lib/db/gather';
import { orm, run } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import { isId } from '#lib/ids';
import type { Fulfilment } from './counter.ts';
import type { Contact, OrderItem } from './facts.ts';

export { FEW_LEFT } from './announce.ts';
export { readOpening } from './hours.ts';
export { isCancellable, linesLeft } from './refund.ts';
export { readRefunds } from './refunds.ts';

/** An order as its owner sees it; amounts in minor units, times in ISO 8601. */
export interface OrderView {
  orderId: string;
  userId: string;
  status: 'pending' | 'paid' | 'refused';
  /** Why the payment was refused; null otherwise. */
  reason: string | null;
  total: number;
  currency: string;
  items: OrderItem[];
  contact: Contact;
  correlationId: string;
  createdAt: string;
  settledAt: string | null;
  /** By which it is called out: counted from 1 on each day of the shop; null until it is paid. */
  number: number | null;
  /** How far it is after the payment; null until then. */
  fulfilment: Fulfilment | null;
  /** How much of the total went back. */
  refunded: number;
}

const { day: _, ...columns } = getTableColumns(orders);
type OrderRow = Omit<typeof orders.$inferSelect, 'day'>;
const findAll = statement<OrderRow, { ids: string[] }>(
  sql`SELECT ${selection(columns)} FROM ${orders} WHERE ${orders.id} = ANY(${sql.placeholder('ids')})`,
);
const find = gather(
  'orders',
  (ids) => run(findAll, { ids }),
  ({ id }) => id,
);

/** An order, or null if there is none; with `ownerId` also null if it belongs to another user. */
export async function readOrder(orderId: string, ownerId?: string): Promise<OrderView | null> {
  const id = orderId.toLowerCase();
  const row = isId(id) ? await find(id) : null;
  return row && (ownerId === undefined || row.userId === ownerId) ? viewOf(row) : null;
}

/** A page of the orders of a user, newest first; with `status` only those in it. Throws `InvalidCursor`. */
export async function readOrders(
  userId: string,
  { limit, cursor, status }: { limit: number; cursor?: string | undefined; status?: OrderView['status'] | undefined },
): Promise<Page<OrderView>> {
  const after: SQL | undefined = cursor ? lt(orders.id, decodeCursor(cursor)) : undefined;
  const rows = await orm()
    .select()
    .from(orders)
    .where(and(eq(orders.userId, userId), after, status && eq(orders.status, status)))
    .orderBy(desc(orders.id))
    .limit(limit + 1);
  return pageOf(rows, limit, viewOf, ({ id }) => id);
}

/** How many orders a user has in each status, and their total in minor units. */
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

/** A language of the product. */
export type Language = 'en' | 'ru';

/** The addresses of a photo in two sizes. */
export interface ImageView {
  small: string;
  large: string;
}

/** A product of the catalogue, in the language of its reader. `price` in minor units, times in ISO 8601. */
export interface ProductView {
  productId: string;
  name: string;
  description: string;
  category: string;
  /** The name of its drawing, shown where it has no photo. */
  art: string;
  image: ImageView | null;
  price: number;
  currency: string;
  /** Whether it can be ordered now. */
  available: boolean;
  /** How many are left; null where nobody counts. */
  stock: number | null;
  /** Until when it cannot be ordered; null where nobody said so, or the time has passed. */
  soldOutUntil: string | null;
}

/**
 * The catalogue in the order of the shop, with products that cannot be ordered now and without those that are archived. A text that is
 * missing in the language is in the first of the shop.
 */
export async function readProducts(language?: Language): Promise<ProductView[]> {
  const rows = await orm()
    .select()
    .from(products)
    .where(isNull(products.archivedAt))
    .orderBy(asc(products.position), asc(products.id));
  const now = new Date();
  return rows.map((row) => {
    const soldOutUntil = row.soldOutUntil && row.soldOutUntil > now ? row.soldOutUntil.toISOString() : null;
    return {
      productId: row.id,
      name: (language && row.names?.[language]) ?? row.name,
      description: (language && row.descriptions?.[language]) ?? row.description,
      category: row.category,
      art: row.art,
      image: row.imageHash === null ? null : imageView(row.imageHash),
      price: row.price,
      currency: row.currency,
      available: row.available && soldOutUntil === null && row.stock !== 0,
      stock: row.stock,
      soldOutUntil,
    };
  });
}

/** The sizes in which a photo is kept. */
export type ImageSize = keyof ImageView;

/** One size of a photo, as WebP; null if there is none. */
export async function readImage(hash: string, size: ImageSize): Promise<Buffer | null> {
  const [row] = await orm().select({ bytes: images[size] }).from(images).where(eq(images.hash, hash));
  return row?.bytes ?? null;
}

/** Where a photo is served. Its content never changes. */
export const imageView = (hash: string): ImageView => ({
  small: `/images/${hash}-small.webp`,
  large: `/images/${hash}-large.webp`,
});

/** An order as it is shown. */
export function viewOf(row: OrderRow): OrderView {
  const { id, userId, status, reason, total, currency, items, contact, correlationId, createdAt, settledAt } = row;
  const { number, fulfilment, refunded } = row;
  return {
    orderId: id,
    userId,
    status,
    reason,
    total,
    currency,
    items,
    contact,
    correlationId,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
    number,
    fulfilment,
    refunded,
  };
}
