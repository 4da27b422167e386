import type { Messages, Service, Style } from '#lib/messages/define';
import { services } from '#lib/messages/define';
import { messagesOf } from '#lib/messages/index';

/** The queue on which a service receives the messages of one style. */
export const queueOf = (style: Style, service: Service): string => `${style}.${service}`;

/** E-mails wait in a queue of their own: sending is slow, and its failures concern no message. */
export const EMAIL_QUEUE = 'notification.email';

/** Where the jobs of a queue end that cannot be done; they stay until somebody decides. */
export const deadLetterOf = (queue: string): string => `${queue}.dead`;

/** Every queue, derived from the message tables. */
export function allQueues(): string[] {
  return [...Object.values(messagesOf).flatMap(queuesOf), EMAIL_QUEUE];
}

function queuesOf({ style, table }: Messages): string[] {
  const consuming = services.filter((service) => Object.values(table).some((message) => service in message.consumers));
  return consuming.map((service) => queueOf(style, service));
}
