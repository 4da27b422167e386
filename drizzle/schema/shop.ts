import { boolean, text } from 'drizzle-orm/pg-core';
import { gateway } from './gateway.ts';

/** One row: the shop's currency, which is fixed at first start, and what the office has set. */
export const shop = gateway.table('shop', {
  one: boolean().primaryKey().default(true),
  currency: text().notNull(),
  /** Who may register. */
  registration: text({ enum: ['open', 'invitation', 'closed'] })
    .notNull()
    .default('open'),
  /** What customers see of the shop; null where it is as the settings of the server say. */
  name: text(),
  accent: text(),
  /** The languages that it offers, the default first. */
  languages: text({ enum: ['en', 'ru'] }).array(),
});
