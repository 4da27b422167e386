import { sql } from 'drizzle-orm';
import { check, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const user = pgSchema('user');

/** A registered person. The address is stored in lower case and belongs to one user only. */
export const users = user.table(
  'users',
  {
    id: uuid().primaryKey(),
    email: text().notNull().unique('users_email'),
    name: text().notNull(),
    phone: text(),
    address: text(),
    locale: text({ enum: ['en', 'ru'] }).notNull(),
    /** When the address was shown to be theirs, by a link that was sent to it. */
    emailVerifiedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [check('users_email_lower_case', sql`${table.email} = lower(${table.email})`)],
);
