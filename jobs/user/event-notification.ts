import { createRegistered } from '#lib/accounts/registration';
import { handlersOf } from '#lib/broker/handlers';
import { eventNotification } from '#lib/messages/event-notification';

export const user = handlersOf(eventNotification, 'user', {
  async RegistrationRequested(requests, { tx }) {
    const outcomes = await createRegistered(
      tx,
      requests.map((request) => request.body),
    );
    return outcomes.map((outcome) =>
      outcome.kind === 'created'
        ? { name: 'UserCreated', body: { userId: outcome.person.userId } }
        : { name: 'UserRejected', body: { userId: outcome.userId, reason: 'email-taken' } },
    );
  },
});
