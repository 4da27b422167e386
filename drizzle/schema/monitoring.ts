import { boolean, integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { gateway } from './gateway.ts';

/** What the last audit of the books found: one row. */
export const audits = gateway.table('audits', {
  one: boolean().primaryKey().default(true),
  endedAt: timestamp({ withTimezone: true }).notNull(),
  faults: integer().notNull(),
  /** The first of them, in words. */
  findings: text().array().notNull().default([]),
  /** How many rows it covered, by what they are; null where an older release recorded it. */
  covered:
    jsonb().$type<Record<'transfers' | 'entries' | 'wallets' | 'decisions' | 'orders' | 'notifications', number>>(),
});
