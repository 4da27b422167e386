import { handlersOf } from '#lib/broker/handlers';
import { eventNotification } from '#lib/messages/event-notification';
import { notify } from './notify.ts';

export const notification = handlersOf(eventNotification, 'notification', {
  async OrderPayed(events, { tx }) {
    await notify(
      tx,
      events.map(({ fetched }) => ({ ...fetched, outcome: 'paid', reason: null })),
    );
  },

  async OrderRefused(events, { tx }) {
    await notify(
      tx,
      events.map(({ fetched, body }) => ({ ...fetched, outcome: 'refused', reason: body.reason })),
    );
  },
});
