import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const order = pgSchema('order');

/** The catalogue. Prices in minor units of the shop's currency. */
export const products = order.table(
  'products',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    description: text().notNull(),
    /** Under which the shop shows it. */
    category: text().notNull().default('other'),
    /** Name of its drawing, one of those of the product. */
    art: text().notNull().default('token'),
    price: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    available: boolean().notNull().default(true),
    position: integer().notNull(),
  },
  (table) => [check('products_price_positive', sql`${table.price} > 0`)],
);

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
  },
  (table) => [
    index().on(table.userId, table.id.desc()),
    check('orders_total_positive', sql`${table.total} > 0`),
    check('orders_reason_of_refusal', sql`(${table.status} = 'refused') = (${table.reason} is not null)`),
  ],
);

/** Requests that never became an order: remembered, so that a redelivered request is rejected again whatever the catalogue says by then. */
export const rejections = order.table('rejections', {
  orderId: uuid().primaryKey(),
  reason: text({ enum: ['unknown-product', 'unavailable-product', 'total-too-large'] }).notNull(),
  productIds: text().array().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
