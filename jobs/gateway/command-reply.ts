import { completeRegistrations, dropCredentials } from '#lib/accounts/registration';
import { handlersOf } from '#lib/broker/handlers';
import { commandReply } from '#lib/messages/command-reply';

/** What follows from the outcome of a registration, whether or not its client still waits for the answer. */
export const gateway = handlersOf(commandReply, 'gateway', {
  async RegisterUserResponse(replies, { tx }) {
    await completeRegistrations(
      tx,
      replies.flatMap(({ body }) => (body.outcome === 'registered' ? [body] : [])),
    );
    await dropCredentials(
      tx,
      replies.flatMap(({ body }) => (body.outcome === 'email-taken' ? [body.userId] : [])),
    );
  },
});
