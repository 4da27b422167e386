import { hashPassword, isGuessableFor } from '#lib/accounts/passwords';
import { countAttempt, forgetAttempts, subjects } from '#lib/accounts/rate-limits';
import type { Registration } from '#lib/accounts/schemas';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import type { Style } from '#lib/messages/define';
import { shopCurrency } from '#lib/shop/currency';
import { readUser } from '#lib/user/read';
import type { OrderOutcome, RegisterOutcome, Result, TransferOutcome, WithdrawOutcome } from './outcomes.ts';
import type { OrderBody } from './schemas.ts';
import { commandReplyFlows, transferFlow, withdrawFlow } from './styles/command-reply.ts';
import { eventCollaborationFlows } from './styles/event-collaboration.ts';
import { eventNotificationFlows } from './styles/event-notification.ts';
import type { Flow, StyleFlows } from './styles/flow.ts';
import { isAccepted, submit } from './submit.ts';

/** The input of an operation, whether it comes over HTTP or from a form. */
export interface Request<Body> {
  body: Body;
  /** Made by the server for this request. */
  correlationId: string;
  idempotencyKey: string | null;
  /** Method, path and body in one canonical text. */
  fingerprint: string;
}

/** The most attempts to register one address within a quarter of an hour. */
const REGISTRATIONS_MAX = 100;

const flowsOf: Record<Style, StyleFlows> = {
  'command-reply': commandReplyFlows,
  'event-notification': eventNotificationFlows,
  'event-collaboration': eventCollaborationFlows,
};

/**
 * Registers a person. The password is hashed and stored here, keyed by the new user id; no message carries it. What follows from the
 * outcome, such as the first mail, is done by the consumer of its message: see jobs/gateway.
 */
export async function register(style: Style, request: Request<Registration>): Promise<Result<RegisterOutcome>> {
  const { email, name, phone = null, address = null, locale = 'en', password } = request.body;
  const refused = (outcome: RegisterOutcome) => ({ outcome, correlationId: request.correlationId, isRepeat: false });
  if (isGuessableFor(password, { email, name })) return refused({ kind: 'guessable-password' });
  const scope = `email:${email}`;
  // A repeat gets the answer of the first request, and does not count as another attempt.
  if (request.idempotencyKey === null || !(await isAccepted(scope, request.idempotencyKey))) {
    const limited = await countAttempt(subjects.signUp(email), REGISTRATIONS_MAX);
    if (limited) return refused(limited);
  }
  const userId = newId();
  const flow = flowsOf[style].register;
  const result = await submit({
    message: flow.request({ userId, email, name, phone, address, locale }, request.correlationId),
    ownerId: userId,
    idempotency: idempotencyOf(request, scope),
    credential: { userId, passwordHash: await hashPassword(password) },
    outcomeOf: flow.outcomeOf,
  });
  // The consumer of the outcome does this too, but may come after whoever registered and signs in at once.
  if (result.outcome.kind === 'registered' && !result.isRepeat)
    await transact((tx) => forgetAttempts(tx, [subjects.signIn(email), subjects.signUp(email)]));
  return result;
}

/** Creates an order for its customer. Prices come from the catalogue. */
export async function order(style: Style, userId: string, request: Request<OrderBody>): Promise<Result<OrderOutcome>> {
  const customer = await readUser(userId);
  if (!customer)
    return { outcome: { kind: 'unknown-customer' }, correlationId: request.correlationId, isRepeat: false };
  const { email, name, locale } = customer;
  const wanted = { orderId: newId(), userId, items: request.body.items, contact: { email, name, locale } };
  return send(flowsOf[style].order, wanted, request);
}

/** Pays money into the account of a user; `amount` in minor units. */
export const transfer = async (
  userId: string,
  request: Request<{ amount: number }>,
): Promise<Result<TransferOutcome>> => send(transferFlow, await movementOf(userId, request), request);

/** Pays money out of the account of a user; `amount` in minor units. */
export const withdraw = async (
  userId: string,
  request: Request<{ amount: number }>,
): Promise<Result<WithdrawOutcome>> => send(withdrawFlow, await movementOf(userId, request), request);

const movementOf = async (userId: string, { body: { amount } }: Request<{ amount: number }>) => ({
  transferId: newId(),
  userId,
  amount,
  currency: await shopCurrency(),
});

/** Submits what a signed-in user asks for. */
function send<Wanted extends { userId: string }, Outcome>(
  flow: Flow<Wanted, Outcome>,
  wanted: Wanted,
  request: Request<unknown>,
): Promise<Result<Outcome>> {
  return submit({
    message: flow.request(wanted, request.correlationId),
    ownerId: wanted.userId,
    idempotency: idempotencyOf(request, scopeOf(wanted.userId)),
    outcomeOf: flow.outcomeOf,
  });
}

/** The scope within which the idempotency keys of a user are unique. */
export const scopeOf = (userId: string): string => `user:${userId}`;

/** The idempotency key of a request within a scope; null where it came without one. */
export function idempotencyOf({ idempotencyKey, fingerprint }: Request<unknown>, scope: string) {
  return idempotencyKey === null ? null : { scope, key: idempotencyKey, fingerprint };
}
