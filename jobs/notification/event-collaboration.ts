import { handlersOf } from '#lib/broker/dispatch';
import { eventCollaboration } from '#lib/messages/event-collaboration';
import { keepUsers } from '#lib/notification/users';
import { tell } from './tell.ts';

export const notification = handlersOf(eventCollaboration, 'notification', {
  async UserCreated(events, { tx }) {
    await keepUsers(
      tx,
      events.map((event) => event.body),
    );
  },

  async OrderCreated(events, { tx }) {
    await tell(
      tx,
      events.map((event) => event.body),
    );
  },

  async OrderPaid(events, { tx }) {
    await tell(
      tx,
      events.map(({ body }) => ({ orderId: body.orderId, outcome: 'paid', reason: null })),
    );
  },

  async OrderNotPaid(events, { tx }) {
    await tell(
      tx,
      events.map(({ body }) => ({ ...body, outcome: 'refused' })),
    );
  },
});
