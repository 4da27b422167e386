import { first } from '#lib/broker/publish';
import type { BodyOf } from '#lib/messages/define';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { emailTaken, ordered, registered, rejected, type StyleFlows } from './flow.ts';

type Body<Name extends string> = BodyOf<typeof eventCollaboration, Name>;

/** The gateway waits for the event that says it happened, which carries everything. */
export const eventCollaborationFlows: StyleFlows = {
  register: {
    request: (person, correlationId) => first(eventCollaboration, 'UserCreateRequested', person, correlationId),
    answer: (reply) => (reply.name === 'UserCreated' ? registered(reply.body as Body<'UserCreated'>) : emailTaken()),
  },
  order: {
    request: (order, correlationId) => first(eventCollaboration, 'OrderCreateRequested', order, correlationId),
    answer: (reply) =>
      reply.name === 'OrderCreated'
        ? ordered('pending', reply.body as Body<'OrderCreated'>)
        : rejected(reply.body as Body<'OrderCreateFailed'>),
  },
};
