import { type SQL, sql } from 'drizzle-orm';
import { orders } from '#drizzle/schema/order';

/** Whom to notify about an order. */
export interface Contact {
  email: string;
  name: string;
  locale: 'en' | 'ru';
}

/** A line of an order. */
export interface OrderItem {
  productId: string;
  name: string;
  quantity: number;
  /** Price of one, in minor units, as it was when the order was accepted. */
  price: number;
}

/** What never changes about an accepted order. `total` is in minor units of `currency`. */
export interface OrderFacts {
  orderId: string;
  userId: string;
  items: OrderItem[];
  total: number;
  currency: string;
  contact: Contact;
}

/** The columns of {@link OrderFacts}. */
export const factColumns = {
  orderId: orders.id,
  userId: orders.userId,
  items: orders.items,
  total: orders.total,
  currency: orders.currency,
  contact: orders.contact,
};

/** The items of an order in FROM, from the JSON that they are stored as: `item.product` and `item.quantity`. */
export const itemsIn = (items: SQL): SQL =>
  sql`(SELECT "productId" AS product, quantity FROM jsonb_to_recordset(${items}) AS stored("productId" text, quantity bigint)) AS item`;

/** How many of each product lines name, over all lines of it. */
export function quantitiesOf(lines: { productId: string; quantity: number }[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of lines) quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  return quantities;
}
