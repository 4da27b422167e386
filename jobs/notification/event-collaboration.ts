import { handlersOf } from '#lib/broker/handlers';
import type { Transaction } from '#lib/db/transact';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { lockOrders } from '#lib/notification/orders';
import { keepUsers } from '#lib/notification/users';
import { notify } from './notify.ts';

export const notification = handlersOf(
  eventCollaboration,
  'notification',
  {
    async UserCreated(events, { tx }) {
      await keepUsers(
        tx,
        events.map((event) => event.body),
      );
    },

    async OrderCreated(events, { tx }) {
      await notify(
        tx,
        events.map((event) => event.body),
      );
    },

    async OrderPaid(events, { tx }) {
      await notify(
        tx,
        events.map(({ body }) => ({ orderId: body.orderId, outcome: 'paid', reason: null })),
      );
    },

    async OrderNotPaid(events, { tx }) {
      await notify(
        tx,
        events.map(({ body }) => ({ ...body, outcome: 'refused' })),
      );
    },
  },
  lockNamed,
);

/** The two halves of an order come as different messages, one handler after the other. */
async function lockNamed(tx: Transaction, messages: { body: object }[]): Promise<void> {
  await lockOrders(
    tx,
    messages.flatMap(({ body }) => ('orderId' in body ? [String(body.orderId)] : [])),
  );
}
