import { whoStands } from '#lib/accounts/standing';
import { handlersOf } from '#lib/broker/handlers';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { lockOrders } from '#lib/notification/orders';
import { keepUsers } from '#lib/notification/users';
import { notify } from './notify.ts';

export const notification = handlersOf(
  eventCollaboration,
  'notification',
  {
    async UserCreated(events, { tx }) {
      const people = events.map((event) => event.body);
      const standing = await whoStands(
        tx,
        people.map(({ userId }) => userId),
      );
      // Who has erased the account since is not kept again.
      await keepUsers(
        tx,
        people.filter(({ userId }) => standing.has(userId)),
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
  {
    lock: lockOrders, // the two halves of an order come in different messages
    keys: {
      UserCreated: () => null,
      OrderCreated: ({ body }) => body.orderId,
      OrderPaid: ({ body }) => body.orderId,
      OrderNotPaid: ({ body }) => body.orderId,
    },
  },
);
