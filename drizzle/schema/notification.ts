import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

export const notification = pgSchema('notification');

type Items = { productId: string; name: string; quantity: number; price: number }[];

const notificationKinds = ['order-paid', 'order-refused', 'order-ready', 'order-refunded', 'low-balance'] as const;

const accountKinds = ['verify-email', 'reset-password', 'password-changed', 'invitation', 'choose-password'] as const;

/** Notification's own copy of a user, kept in the event-collaboration style. */
export const users = notification.table('users', {
  id: uuid().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  locale: text().notNull(),
});

/**
 * Notification's own copy of an order and of its outcome. Either half may arrive first: a row with one half waits, the other half
 * completes it, and the row lock decides which of two workers does.
 */
export const orders = notification.table('orders', {
  id: uuid().primaryKey(),
  userId: uuid(),
  total: bigint({ mode: 'number' }),
  currency: text(),
  items: jsonb().$type<Items>(),
  contact: jsonb().$type<{ email: string; name: string; locale: string }>(),
  outcome: text({ enum: ['paid', 'refused'] }),
  reason: text(),
});

/**
 * The notifications in the inboxes: the outcome of an order and that it is ready, once for each order; a refund; or a balance that fell below the
 * amount that its owner named, once for each transfer that took it there. A notification that its user wants by e-mail has a row of the same id in
 * {@link mails}.
 */
export const notifications = notification.table(
  'notifications',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    kind: text({ enum: notificationKinds }).notNull(),
    orderId: uuid(),
    transferId: uuid(),
    /** The refund that it tells of. */
    refundId: uuid(),
    address: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    /** Why an order was refused. */
    reason: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    readAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index().on(table.userId, table.id.desc()),
    uniqueIndex('notifications_one_outcome')
      .on(table.orderId)
      .where(sql`${table.kind} in ('order-paid', 'order-refused')`),
    uniqueIndex('notifications_one_ready').on(table.orderId).where(sql`${table.kind} = 'order-ready'`),
    uniqueIndex('notifications_one_per_refund').on(table.refundId).where(sql`${table.refundId} IS NOT NULL`),
    // Partial, so that the notifications of orders, which are nearly all, need no entry in it.
    uniqueIndex('notifications_one_per_transfer').on(table.transferId).where(sql`${table.transferId} IS NOT NULL`),
    check(
      'notifications_subject',
      sql`CASE WHEN ${table.kind} = 'low-balance' THEN ${table.transferId} IS NOT NULL AND ${table.orderId} IS NULL
        ELSE ${table.orderId} IS NOT NULL AND ${table.transferId} IS NULL END`,
    ),
  ],
);

/** What a user is notified of, and how. A user without rows is notified of everything in both ways. */
export const preferences = notification.table(
  'preferences',
  {
    userId: uuid().notNull(),
    event: text({ enum: notificationKinds }).notNull(),
    byEmail: boolean().notNull(),
    /** Whether it counts as unread in the inbox, where it is recorded in any case. */
    inApp: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.event] })],
);

/**
 * The outbox: every e-mail, about a notification, about the account itself, or with a receipt of the till. Its id is the idempotency key under
 * which it is sent. Links that work only once are removed from its text when it has been sent.
 */
export const mails = notification.table(
  'mails',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    kind: text({ enum: [...notificationKinds, ...accountKinds, 'receipt'] }).notNull(),
    address: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When Resend accepted the e-mail; null while it waits, and where there is no Resend key. */
    sentAt: timestamp({ withTimezone: true }),
    /** Resend's id of the e-mail; null for an address that reaches nobody. */
    providerId: text(),
  },
  (table) => [index().on(table.userId)],
);
