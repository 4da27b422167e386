import type { Messages, Participant, Style } from '#lib/messages/define';
import { isQueued, participants } from '#lib/messages/define';
import { messagesOf } from '#lib/messages/index';

/** The queue on which a participant receives the messages of one style. */
export const queueOf = (style: Style, participant: Participant): string => `${style}.${participant}`;

/** E-mails wait in a queue of their own: sending is slow, and its failures concern no message. */
export const EMAIL_QUEUE = 'notification.email';

/** E-mails about accounts: links that somebody waits for do not stand behind the news of many orders. */
export const ACCOUNT_EMAIL_QUEUE = 'notification.account-email';

/** Balances that fell below what their owners named: found by Billing, told by Notification. Nobody asked, so it is no message. */
export const ALERT_QUEUE = 'notification.alert';

/** The e-mails of those alerts. */
export const ALERT_EMAIL_QUEUE = 'notification.alert-email';

/** The queues that carry plain jobs and no messages. */
export const jobQueues: readonly string[] = [EMAIL_QUEUE, ACCOUNT_EMAIL_QUEUE, ALERT_QUEUE, ALERT_EMAIL_QUEUE];

/** Where the jobs of a queue end that cannot be done; they stay until somebody decides. */
export const deadLetterOf = (queue: string): string => `${queue}.dead`;

/** Every queue, derived from the message tables. */
export function allQueues(): string[] {
  return [...Object.values(messagesOf).flatMap(queuesOf), ...jobQueues];
}

function queuesOf({ style, table }: Messages): string[] {
  const consuming = participants.filter((participant) =>
    Object.values(table).some((message) => isQueued(message, participant)),
  );
  return consuming.map((participant) => queueOf(style, participant));
}
