import { sql } from 'drizzle-orm';
import { bigint, index, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const accounts = pgSchema('accounts');

/** What a person signs in with. Keyed by the user id, so the credential of a rejected registration opens nothing. */
export const credentials = accounts.table('credentials', {
  userId: uuid().primaryKey(),
  passwordHash: text().notNull(),
  role: text({ enum: ['customer', 'operator'] })
    .notNull()
    .default('customer'),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** A browser that is signed in. The session cookie carries the id, so one device can be signed out. */
export const sessions = accounts.table(
  'sessions',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    /** What the browser said of itself, for the list of signed-in devices. */
    userAgent: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Renewed at most once a minute. */
    lastSeenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    revokedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.userId)],
);

/** A bearer token of an API client, stored as the SHA-256 of its 256 random bits. */
export const tokens = accounts.table(
  'tokens',
  {
    hash: text().primaryKey(),
    /** Names the token to its owner, who cannot see it again. */
    id: uuid().notNull().unique().default(sql`gen_random_uuid()`),
    userId: uuid().notNull(),
    /** What its owner calls it; null where a client got it with a password. */
    name: text(),
    lastUsedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    revokedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.userId)],
);

/** A link that was sent by e-mail, stored as a hash: it works once, and not after it expired. */
export const links = accounts.table(
  'links',
  {
    hash: text().primaryKey(),
    userId: uuid().notNull(),
    purpose: text({ enum: ['verify-email', 'reset-password'] }).notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.userId)],
);

/**
 * Attempts within a fixed window of time. The subject says what is limited and whose attempts they are: `sign-in:<address>`,
 * `sign-up:<address>`, `money:<user id>`.
 */
export const rateLimits = accounts.table('rate_limits', {
  subject: text().primaryKey(),
  attempts: bigint({ mode: 'number' }).notNull(),
  windowStart: timestamp({ withTimezone: true }).notNull(),
});
