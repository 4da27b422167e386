import { handlersOf } from '#lib/broker/handlers';
import { eventNotification } from '#lib/messages/event-notification';
import { createUsers } from '#lib/user/users';

export const user = handlersOf(eventNotification, 'user', {
  async RegistrationRequested(requests, { tx }) {
    const outcomes = await createUsers(
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
