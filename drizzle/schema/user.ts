import { sql } from 'drizzle-orm';
import { check, pgSchema, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

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
    /** The card that the till knows them by; null where they have none. */
    cardId: text(),
    /** What the office has noted about them. */
    note: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('users_card').on(table.cardId).where(sql`${table.cardId} is not null`),
    check('users_email_lower_case', sql`${table.email} = lower(${table.email})`),
  ],
);
