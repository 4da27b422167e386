import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgSchema, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

export const gateway = pgSchema('gateway');

/** Facts fixed at first start: one row, the shop's currency. */
export const shop = gateway.table('shop', {
  one: boolean().primaryKey().default(true),
  currency: text().notNull(),
});

/** What a person signs in with. Keyed by the user id, so the credential of a rejected registration opens nothing. */
export const credentials = gateway.table('credentials', {
  userId: uuid().primaryKey(),
  passwordHash: text().notNull(),
  role: text({ enum: ['customer', 'operator'] })
    .notNull()
    .default('customer'),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** A browser that is signed in. The session cookie carries the id, so one device can be signed out. */
export const sessions = gateway.table(
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
export const tokens = gateway.table(
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
export const links = gateway.table(
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

/** Attempts that are limited, counted in a fixed window: failed sign-ins by e-mail address, others by what they are and whose. */
export const signInFailures = gateway.table('sign_in_failures', {
  email: text().primaryKey(),
  failures: bigint({ mode: 'number' }).notNull(),
  windowStart: timestamp({ withTimezone: true }).notNull(),
});

/** One accepted POST: whom its messages belong to, and the idempotency key it came with. */
export const requests = gateway.table(
  'requests',
  {
    correlationId: uuid().primaryKey(),
    ownerId: uuid().notNull(),
    /** Whose key it is: `user:<id>`, or `email:<address>` for a registration. */
    keyScope: text(),
    key: text(),
    /** HMAC of method, path and body, so that the same key with another request is noticed. */
    digest: text(),
  },
  (table) => [uniqueIndex('requests_key').on(table.keyScope, table.key).where(sql`${table.key} is not null`)],
);

/** The message log: every message and call-back in the order it was recorded. Replies, traces and diagrams are read from it. */
export const messages = gateway.table(
  'messages',
  {
    position: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    id: uuid().primaryKey(),
    style: text().notNull(),
    name: text().notNull(),
    producer: text().notNull(),
    consumers: text().array().notNull(),
    correlationId: uuid().notNull(),
    causationId: uuid(),
    subject: text().notNull(),
    time: timestamp({ withTimezone: true }).notNull(),
    body: jsonb().notNull(),
  },
  (table) => [index().on(table.correlationId, table.position)],
);
