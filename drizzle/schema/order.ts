import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  smallint,
  text,
  time,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

export const order = pgSchema('order');

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A text in the languages of the shop. */
type Translated = { en?: string; ru?: string };

/** The catalogue. Prices in minor units of the shop's currency. */
export const products = order.table(
  'products',
  {
    id: text().primaryKey(),
    /** Name and description in the first language of the shop, for whoever knows no other. */
    name: text().notNull(),
    description: text().notNull(),
    names: jsonb().$type<Translated>(),
    descriptions: jsonb().$type<Translated>(),
    /** Under which the shop shows it. */
    category: text().notNull().default('other'),
    /** Name of its drawing, one of those of the product. */
    art: text().notNull().default('token'),
    price: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    /** Its photo; null where its drawing is shown. */
    imageHash: text(),
    available: boolean().notNull().default(true),
    /** Until then it cannot be ordered. */
    soldOutUntil: timestamp({ withTimezone: true }),
    /** How many are left; null where nobody counts. */
    stock: bigint({ mode: 'number' }),
    /** There is nothing to hand over: a paid order of such products alone is done. */
    instant: boolean().notNull().default(false),
    /** Since when it is no longer offered. It stays, because orders name it. */
    archivedAt: timestamp({ withTimezone: true }),
    position: integer().notNull(),
  },
  (table) => [
    check('products_price_positive', sql`${table.price} > 0`),
    check('products_stock', sql`${table.stock} >= 0`),
  ],
);

/** Photos of products in two sizes, as WebP, by the hash of what was uploaded. */
export const images = order.table('images', {
  hash: text().primaryKey(),
  small: bytes().notNull(),
  large: bytes().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** When the shop takes orders on each day of the week (0 is Sunday), in its time zone. Without any row it always does. */
export const openingHours = order.table(
  'opening_hours',
  {
    weekday: smallint().notNull(),
    opens: time().notNull(),
    closes: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.weekday, table.opens] }),
    check('opening_hours_weekday', sql`${table.weekday} between 0 and 6`),
    check('opening_hours_span', sql`${table.opens} < ${table.closes}`),
  ],
);

/** Days that differ from their weekday; both times are null where the shop is closed. */
export const openingExceptions = order.table(
  'opening_exceptions',
  {
    day: date().primaryKey(),
    opens: time(),
    closes: time(),
    note: text(),
  },
  (table) => [
    check(
      'opening_exceptions_span',
      sql`num_nulls(${table.opens}, ${table.closes}) = 2 or ${table.opens} < ${table.closes}`,
    ),
  ],
);

/** The last number that was given to an order of a day. */
export const days = order.table('days', {
  day: date().primaryKey(),
  lastNumber: integer().notNull(),
});

const fulfilments = ['accepted', 'preparing', 'ready', 'collected', 'cancelled'] as const;

/** An accepted order: its items with the prices of that moment, and the outcome of its payment. */
export const orders = order.table(
  'orders',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    status: text({ enum: ['pending', 'paid', 'refused'] })
      .notNull()
      .default('pending'),
    reason: text(),
    total: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    items: jsonb().$type<{ productId: string; name: string; quantity: number; price: number }[]>().notNull(),
    contact: jsonb().$type<{ email: string; name: string; locale: 'en' | 'ru' }>().notNull(),
    /** Correlation id of the request that made it, under which its messages can be read. */
    correlationId: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    settledAt: timestamp({ withTimezone: true }),
    /** Nothing of it is handed over. */
    instant: boolean().notNull().default(false),
    /** By which it is called out: counted from 1 on each day of the shop. Null until it is paid. */
    number: integer(),
    day: date(),
    /** How far it is after the payment; null until it is paid, and in orders older than this column. */
    fulfilment: text({ enum: fulfilments }),
    fulfilmentAt: timestamp({ withTimezone: true }),
    /** How often the fulfilment was changed since the payment: a change names the one that it was decided on. */
    fulfilmentVersion: integer().notNull().default(0),
    /** How much of the total went back to the customer. */
    refunded: bigint({ mode: 'number' }).notNull().default(0),
  },
  (table) => [
    index().on(table.userId, table.id.desc()),
    index('orders_at_the_counter').on(table.id).where(sql`${table.fulfilment} in ('accepted', 'preparing', 'ready')`),
    index('orders_refused').on(table.id).where(sql`${table.status} = 'refused'`),
    check('orders_refunded', sql`${table.refunded} between 0 and ${table.total}`),
    check('orders_total_positive', sql`${table.total} > 0`),
    check('orders_reason_of_refusal', sql`(${table.status} = 'refused') = (${table.reason} is not null)`),
  ],
);

/** Requests that never became an order: remembered, so that a redelivered request is rejected again whatever the catalogue says by then. */
export const rejections = order.table('rejections', {
  orderId: uuid().primaryKey(),
  reason: text({
    enum: ['unknown-product', 'unavailable-product', 'total-too-large', 'out-of-stock', 'shop-closed'],
  }).notNull(),
  productIds: text().array().notNull(),
  /** When a closed shop opens next; null where it was open, and where nobody knows. */
  opensAt: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/**
 * Refunds of orders: asked for, then settled or refused as Billing decided. What Order itself refused stands here too, so that a redelivered
 * request is refused again whatever is left of the order by then.
 */
export const refunds = order.table(
  'refunds',
  {
    id: uuid().primaryKey(),
    orderId: uuid().notNull(),
    items: jsonb().$type<{ productId: string; quantity: number }[]>().notNull(),
    amount: bigint({ mode: 'number' }).notNull(),
    reason: text().notNull(),
    /** Who asked for it. */
    actorId: uuid().notNull(),
    /** Whether the items go back into the stock. */
    restock: boolean().notNull(),
    /** Whether it cancels the order. */
    cancels: boolean().notNull(),
    status: text({ enum: ['pending', 'settled', 'refused'] })
      .notNull()
      .default('pending'),
    refusal: text({ enum: ['over-refund', 'not-cancellable', 'balance-limit'] }),
    /** The network address that it was asked from; null where there is none. */
    origin: text(),
    /** The request that asked for it. */
    correlationId: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When Billing had decided; null before, and where Order refused it. */
    settledAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index().on(table.orderId),
    check('refunds_amount', sql`${table.amount} > 0 or ${table.status} = 'refused'`),
  ],
);
