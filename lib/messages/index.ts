import { commandReply } from './command-reply.ts';
import type { Messages, Style } from './define.ts';
import { eventCollaboration } from './event-collaboration.ts';
import { eventNotification } from './event-notification.ts';

export { commandReply, eventCollaboration, eventNotification };

/** The message tables of all styles. */
export const messagesOf: Record<Style, Messages> = {
  'command-reply': commandReply,
  'event-notification': eventNotification,
  'event-collaboration': eventCollaboration,
};
