import { type Addressee, sendFirstLink } from '#lib/accounts/account-mail';
import { hashPassword, refuseGuessable } from '#lib/accounts/passwords';
import { countAttempt, forgetAttempts, refuseAfter } from '#lib/accounts/rate-limits';
import type { LoggedMessage } from '#lib/broker/message-log';
import { query } from '#lib/db/pool';
import type { Answer } from '#lib/http/answer';
import { Problem } from '#lib/http/problem';
import { newId } from '#lib/ids';
import { log } from '#lib/log';
import type { Style } from '#lib/messages/define';
import { shopCurrency } from '#lib/shop/currency';
import { readUser } from '#lib/user/read';
import type { OrderBody, Registration } from './schemas.ts';
import { commandReplyFlows, transferFlow, withdrawFlow } from './styles/command-reply.ts';
import { eventCollaborationFlows } from './styles/event-collaboration.ts';
import { eventNotificationFlows } from './styles/event-notification.ts';
import type { StyleFlows } from './styles/flow.ts';
import { submit } from './submit.ts';

/** What an operation is asked with, whether over HTTP or by a form. */
export interface Operation<Body> {
  body: Body;
  /** Made by the server for this request. */
  correlationId: string;
  idempotencyKey: string | null;
  /** Method, path and body in one canonical text. */
  fingerprint: string;
}

/** So often within a quarter of an hour somebody may ask for an address that is taken. */
const TAKEN_MAX = 100;

const flowsOf: Record<Style, StyleFlows> = {
  'command-reply': commandReplyFlows,
  'event-notification': eventNotificationFlows,
  'event-collaboration': eventCollaborationFlows,
};

/** Registers a person. The password is hashed and stored here, keyed by the new user id; no message carries it. */
export async function register(style: Style, operation: Operation<Registration>): Promise<Answer> {
  const { email, name, phone = null, address = null, locale = 'en', password } = operation.body;
  refuseGuessable(password, { email, name });
  const userId = newId();
  await refuseAfter(TAKEN_MAX, `sign-up:${email}`);
  const passwordHash = await hashPassword(password);
  const flow = flowsOf[style].register;
  return submit({
    message: flow.request({ userId, email, name, phone, address, locale }, operation.correlationId),
    ownerId: userId,
    idempotency: idempotencyOf(operation, `email:${email}`),
    credential: { userId, passwordHash },
    async answer(reply) {
      const answer = await flow.answer(reply);
      if (answer.status === 201) await welcome({ userId: reply.subject, email, name, locale });
      // Nothing leads to the credential of a rejected registration; it need not stay either.
      if (answer.status === 201) await forgetAttempts(`sign-in:${email}`); // what others tried before the address had an owner
      if (answer.status === 409) {
        await countAttempt(`sign-up:${email}`);
        await query('DELETE FROM accounts.credentials WHERE user_id = $1', [reply.subject]);
      }
      return answer;
    },
  });
}

/** Sends the link that verifies the address. The registration stands whatever becomes of it: there is another to be had in the settings. */
async function welcome(person: Addressee): Promise<void> {
  try {
    await sendFirstLink(person);
  } catch (error) {
    log.error('the link that verifies an address was not sent', { userId: person.userId, error: String(error) });
  }
}

/** Creates an order for its customer. Prices come from the catalogue. */
export async function order(style: Style, userId: string, operation: Operation<OrderBody>): Promise<Answer> {
  const customer = await readUser(userId);
  if (!customer) throw new Problem('unauthenticated', 'The account no longer exists.');
  const { email, name, locale } = customer;
  const flow = flowsOf[style].order;
  const request = { orderId: newId(), userId, items: operation.body.items, contact: { email, name, locale } };
  return submit({
    message: flow.request(request, operation.correlationId),
    ownerId: userId,
    idempotency: idempotencyOf(operation, scopeOf(userId)),
    answer: flow.answer,
  });
}

/** Pays money into the account of a user. */
export const transfer = (userId: string, operation: Operation<{ amount: number }>): Promise<Answer> =>
  move(transferFlow, userId, operation);

/** Pays money out of the account of a user. */
export const withdraw = (userId: string, operation: Operation<{ amount: number }>): Promise<Answer> =>
  move(withdrawFlow, userId, operation);

async function move(
  flow: typeof transferFlow,
  userId: string,
  operation: Operation<{ amount: number }>,
): Promise<Answer> {
  const request = { transferId: newId(), userId, amount: operation.body.amount, currency: await shopCurrency() };
  return submit({
    message: flow.request(request, operation.correlationId),
    ownerId: userId,
    idempotency: idempotencyOf(operation, scopeOf(userId)),
    answer: (reply: LoggedMessage) => flow.answer(reply),
  });
}

/** Where the keys of a user are unique. */
export const scopeOf = (userId: string): string => `user:${userId}`;

function idempotencyOf({ idempotencyKey, fingerprint }: Operation<unknown>, scope: string) {
  return idempotencyKey === null ? null : { scope, key: idempotencyKey, fingerprint };
}
