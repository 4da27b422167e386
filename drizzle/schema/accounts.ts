import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const accounts = pgSchema('accounts');

const roles = ['customer', 'counter', 'manager', 'auditor', 'owner'] as const;

/** What a person signs in with. Keyed by the user id, so the credential of a rejected registration opens nothing. */
export const credentials = accounts.table(
  'credentials',
  {
    userId: uuid().primaryKey(),
    passwordHash: text().notNull(),
    role: text({ enum: roles }).notNull().default('customer'),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check('credentials_role', sql`${table.role} in ('customer', 'counter', 'manager', 'auditor', 'owner')`),
    index('credentials_staff').on(table.role).where(sql`${table.role} <> 'customer'`),
  ],
);

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

/** An invitation to register, stored as the hash of its link: it works once, and not after it expired. */
export const invitations = accounts.table(
  'invitations',
  {
    hash: text().primaryKey(),
    id: uuid().notNull().unique(),
    email: text().notNull(),
    role: text({ enum: roles }).notNull(),
    invitedBy: uuid().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    usedAt: timestamp({ withTimezone: true }),
    /** Who registered with it. */
    usedBy: uuid(),
  },
  (table) => [index().on(table.email), index().on(table.usedBy)],
);

/**
 * The audit log: what people of the office did, and what concerns the safety of an account, append-only. It holds ids and no names, so
 * that an erased person needs no change of it.
 */
export const auditLog = accounts.table(
  'audit_log',
  {
    id: uuid().primaryKey(),
    /** Who did it; null where nobody was signed in. */
    actorId: uuid(),
    action: text().notNull(),
    /** On what: a kind and an id, like `user:<id>` or `order:<id>`. */
    subject: text().notNull(),
    /** What the action changed, as it was before and as it was after. */
    before: jsonb().$type<Record<string, unknown>>(),
    after: jsonb().$type<Record<string, unknown>>(),
    reason: text(),
    /** The network address that the request came from; null where it came from none, such as a command. */
    origin: text(),
    /** The request that it belongs to. */
    correlationId: uuid(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.subject, table.id.desc()), index().on(table.actorId, table.id.desc())],
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
