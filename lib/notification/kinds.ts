import { type mails, notifications } from '#drizzle/schema/notification';

/** What somebody can be notified of. */
export const notificationKinds = notifications.kind.enumValues;
export type NotificationKind = (typeof notificationKinds)[number];

/** The reasons of refused orders that have words. */
const refusalReasons = ['insufficient-funds', 'account-blocked'] as const;

/** Why an order was refused, if there are words for it; null for an order that was not. */
export const refusalReason = (reason: string | null) => refusalReasons.find((known) => known === reason) ?? null;

/** What an e-mail is about: a notification, the account, or money at the till. */
export type MailKind = (typeof mails.kind.enumValues)[number];
