import { first } from '#lib/broker/publish';
import { meaningOf } from '#lib/gateway/reply-meaning';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { ordered, orderRejected, type StyleFlows } from './flow.ts';

/** The gateway waits for the event that says it happened, which carries everything. */
export const eventCollaborationFlows: StyleFlows = {
  register: {
    request: (person, correlationId) => first(eventCollaboration, 'UserCreateRequested', person, correlationId),
    outcomeOf: meaningOf(eventCollaboration, {
      UserCreated: ({ body: { userId, email, name } }) => ({ kind: 'registered', userId, email, name }),
      UserCreateFailed: () => ({ kind: 'email-taken' }),
    }),
  },
  order: {
    request: (order, correlationId) => first(eventCollaboration, 'OrderCreateRequested', order, correlationId),
    outcomeOf: meaningOf(eventCollaboration, {
      OrderCreated: ({ body }) => ordered('pending', body),
      OrderCreateFailed: ({ body }) => orderRejected(body),
    }),
  },
};
