import type { Messages, Participant, Style } from '#lib/messages/define';
import { isQueued, participants } from '#lib/messages/define';
import { messagesOf } from '#lib/messages/index';

/** The queue on which a participant receives the messages of one style. */
export const queueOf = (style: Style, participant: Participant): string => `${style}.${participant}`;

/** All e-mails wait in one queue of their own, by priority: sending is slow, and its failures concern no message. */
export const EMAIL_QUEUE = 'notification.email';

/**
 * Balances that fell below the amounts that their owners named: Billing finds them, Notification alerts the owners.
 * They are jobs and no messages, because no request asked for them.
 */
export const ALERT_QUEUE = 'notification.alert';

/** Audits of the books that somebody of the office asked for. One at most waits or is in hand. */
export const AUDIT_QUEUE = 'monitoring.audit';

/** The queues that carry plain jobs and no messages. */
export const jobQueues: readonly string[] = [EMAIL_QUEUE, ALERT_QUEUE, AUDIT_QUEUE];

/** The queue for jobs of another queue that cannot be done. They stay there until an operator decides. */
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
