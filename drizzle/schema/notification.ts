import { bigint, boolean, index, jsonb, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const notification = pgSchema('notification');

type Items = { productId: string; name: string; quantity: number; price: number }[];

/** Notification's own copy of a user, kept in the event-collaboration style. */
export const users = notification.table('users', {
  id: uuid().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  locale: text().notNull(),
});

/**
 * Notification's own copy of an order and of its outcome. Either half may arrive first: a row with one half waits, the other
 * half completes it, and the row lock decides which of two workers does.
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

/** What a customer was told about an order: one row per order, in the inbox and by e-mail. */
export const notifications = notification.table(
  'notifications',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    orderId: uuid().notNull().unique('notifications_one_per_order'),
    kind: text({ enum: ['order-paid', 'order-refused'] }).notNull(),
    address: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    reason: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    readAt: timestamp({ withTimezone: true }),
    /** Whether its customer wanted it by e-mail when it happened. */
    byEmail: boolean().notNull().default(true),
    /** When Resend accepted the e-mail; null while it waits, and where it is kept for want of a Resend key. */
    sentAt: timestamp({ withTimezone: true }),
    /** Resend's id of the e-mail. */
    providerId: text(),
  },
  (table) => [index().on(table.userId, table.id.desc())],
);

/** What a customer wants to be told of, and how. Where there is no row everything is told both ways. An outcome is recorded anyway. */
export const preferences = notification.table(
  'preferences',
  {
    userId: uuid().notNull(),
    event: text({ enum: ['order-paid', 'order-refused', 'low-balance'] }).notNull(),
    byEmail: boolean().notNull(),
    inApp: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.event] })],
);

/** An alert that the balance fell below what its owner named: once per crossing, by the entry that crossed. */
export const alerts = notification.table(
  'alerts',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    transferId: uuid().notNull().unique('alerts_one_per_crossing'),
    address: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    readAt: timestamp({ withTimezone: true }),
    byEmail: boolean().notNull().default(true),
    sentAt: timestamp({ withTimezone: true }),
    providerId: text(),
  },
  (table) => [index().on(table.userId, table.id.desc())],
);

/** A mail about the account itself (verify the address, reset the password). Its link is removed when it was sent. */
export const accountMails = notification.table(
  'account_mails',
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    kind: text({ enum: ['verify-email', 'reset-password', 'password-changed'] }).notNull(),
    address: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp({ withTimezone: true }),
    providerId: text(),
  },
  (table) => [index().on(table.userId)],
);
