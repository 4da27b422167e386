import { completeRegistrations, dropCredentials } from '#lib/accounts/registration';
import { handlersOf } from '#lib/broker/handlers';
import { eventNotification } from '#lib/messages/event-notification';

/** What follows from the outcome of a registration, whether or not its client still waits for the answer. */
export const gateway = handlersOf(eventNotification, 'gateway', {
  async UserCreated(events, { tx }) {
    await completeRegistrations(
      tx,
      events.map(({ fetched }) => fetched),
    );
  },

  async UserRejected(events, { tx }) {
    await dropCredentials(
      tx,
      events.map(({ body }) => body.userId),
    );
  },
});
