import { boolean, integer, timestamp } from 'drizzle-orm/pg-core';
import { gateway } from './gateway.ts';

/** What the last audit of the books found: one row. */
export const audits = gateway.table('audits', {
  one: boolean().primaryKey().default(true),
  endedAt: timestamp({ withTimezone: true }).notNull(),
  faults: integer().notNull(),
});
