import { completeRegistrations, dropCredentials } from '#lib/accounts/registration';
import { handlersOf } from '#lib/broker/handlers';
import { eventCollaboration } from '#lib/messages/event-collaboration';

/** What follows from the outcome of a registration, whether or not its client still waits for the answer. */
export const gateway = handlersOf(eventCollaboration, 'gateway', {
  async UserCreated(events, { tx }) {
    await completeRegistrations(
      tx,
      events.map(({ body }) => body),
    );
  },

  async UserCreateFailed(events, { tx }) {
    await dropCredentials(
      tx,
      events.map(({ body }) => body.userId),
    );
  },
});
