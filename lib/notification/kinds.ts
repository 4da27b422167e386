import { type mails, notifications } from '#drizzle/schema/notification';

/** What somebody can be notified of. */
export const notificationKinds = notifications.kind.enumValues;
export type NotificationKind = (typeof notificationKinds)[number];

/** What an e-mail is about: a notification, or the account. */
export type MailKind = (typeof mails.kind.enumValues)[number];
