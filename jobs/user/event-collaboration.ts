import { createRegistered } from '#lib/accounts/registration';
import { handlersOf } from '#lib/broker/handlers';
import { eventCollaboration } from '#lib/messages/event-collaboration';

export const user = handlersOf(eventCollaboration, 'user', {
  async UserCreateRequested(requests, { tx }) {
    const outcomes = await createRegistered(
      tx,
      requests.map((request) => request.body),
    );
    return outcomes.map((outcome) =>
      outcome.kind === 'created'
        ? { name: 'UserCreated', body: outcome.person }
        : { name: 'UserCreateFailed', body: { userId: outcome.userId, reason: 'email-taken' } },
    );
  },
});
