import { boolean, text } from 'drizzle-orm/pg-core';
import { gateway } from './gateway.ts';

/** Facts fixed at first start: one row, the shop's currency. */
export const shop = gateway.table('shop', {
  one: boolean().primaryKey().default(true),
  currency: text().notNull(),
});
