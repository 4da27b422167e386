import { first } from '#lib/broker/publish';
import { meaningOf } from '#lib/gateway/reply-meaning';
import { eventNotification } from '#lib/messages/event-notification';
import { orderRejected, type StyleFlows } from './flow.ts';

/** The gateway waits for a thin event. After a registration it calls back for the person; an order is answered with its id alone. */
export const eventNotificationFlows: StyleFlows = {
  register: {
    request: (person, correlationId) => first(eventNotification, 'RegistrationRequested', person, correlationId),
    outcomeOf: meaningOf(eventNotification, {
      UserCreated: ({ fetched: { userId, email, name } }) => ({ kind: 'registered', userId, email, name }),
      UserRejected: () => ({ kind: 'email-taken' }),
    }),
  },
  order: {
    request: (order, correlationId) => first(eventNotification, 'OrderRequested', order, correlationId),
    outcomeOf: meaningOf(eventNotification, {
      OrderCreated: ({ body: { orderId } }) => ({ kind: 'order-accepted', orderId }),
      OrderRejected: ({ body }) => orderRejected(body),
    }),
  },
};
