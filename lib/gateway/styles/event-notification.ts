import { callBack } from '#lib/broker/call-back';
import { callBackRecord } from '#lib/broker/handlers';
import { record } from '#lib/broker/message-log';
import { first } from '#lib/broker/publish';
import { transact } from '#lib/db/transact';
import type { BodyOf } from '#lib/messages/define';
import { eventNotification } from '#lib/messages/event-notification';
import { emailTaken, registered, rejected, type StyleFlows } from './flow.ts';

type Body<Name extends string> = BodyOf<typeof eventNotification, Name>;

/** The gateway waits for a thin event, and calls back for what it answers. */
export const eventNotificationFlows: StyleFlows = {
  register: {
    request: (person, correlationId) => first(eventNotification, 'RegistrationRequested', person, correlationId),
    async answer(reply) {
      if (reply.name === 'UserRejected') return emailTaken();
      const { userId } = reply.body as Body<'UserCreated'>;
      const user = await callBack('gateway', 'GET users/{id}', userId);
      await transact((tx) => record(tx, [callBackRecord('event-notification', 'gateway', 'GET users/{id}', reply)]));
      return registered(user);
    },
  },
  order: {
    request: (order, correlationId) => first(eventNotification, 'OrderRequested', order, correlationId),
    answer(reply) {
      if (reply.name === 'OrderRejected') return rejected(reply.body as Body<'OrderRejected'>);
      const { orderId } = reply.body as Body<'OrderCreated'>;
      return {
        status: 201,
        body: { orderId, status: 'pending' },
        headers: { Location: `/api/event-notification/orders/${orderId}` },
      };
    },
  },
};
