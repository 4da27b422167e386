import { findInvitation } from '#lib/accounts/invitations';
import { hashPassword, isGuessableFor, refuseOverload } from '#lib/accounts/passwords';
import { countAttempt, forgetAttempts, subjects } from '#lib/accounts/rate-limits';
import { may, mayServe } from '#lib/accounts/roles';
import type { Registration } from '#lib/accounts/schemas';
import type { Identity } from '#lib/accounts/sign-in';
import { activity } from '#lib/activity';
import { transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { newId } from '#lib/ids';
import type { Style } from '#lib/messages/define';
import { readOrder } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { readRegistration, type Registration as ShopRegistration } from '#lib/shop/registration';
import { readUser } from '#lib/user/read';
import type {
  NotAdmitted,
  OrderOutcome,
  RefundOutcome,
  RegisterOutcome,
  Result,
  TillRefusal,
  TopUpOutcome,
  TransferOutcome,
  Unsettled,
  WithdrawOutcome,
} from './outcomes.ts';
import type { OrderBody, OwnTransfer, TillTransfer } from './schemas.ts';
import { commandReplyFlows, refundFlow, transferFlow, withdrawFlow } from './styles/command-reply.ts';
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
  const { email, name, phone = null, address = null, locale = 'en', password, invitation } = request.body;
  const registration = await readRegistration();
  const notAdmitted = await whyNotAdmitted(registration, request.body);
  if (await isGuessableFor(password, { email, name })) return refusedNow({ kind: 'guessable-password' }, request);
  const scope = `email:${email}`;
  // A repeat gets the answer of the first request, and does not count as another attempt.
  if (request.idempotencyKey === null || !(await isAccepted(scope, request.idempotencyKey))) {
    if (notAdmitted) return refusedNow(notAdmitted, request);
    refuseOverload();
    const limited = await countAttempt(subjects.signUp(email), REGISTRATIONS_MAX);
    if (limited) return refusedNow(limited, request);
  }
  const userId = newId();
  const flow = flowsOf[style].register;
  const result = await submit({
    message: flow.request({ userId, email, name, phone, address, locale }, request.correlationId),
    ownerId: userId,
    idempotency: idempotencyOf(request, scope),
    credential: {
      userId,
      passwordHash: await hashPassword(password),
      ...(invitation && { invitation: { secret: invitation, email, isNeeded: registration === 'invitation' } }),
      refusal: { kind: 'invitation-needed' },
    },
    outcomeOf: flow.outcomeOf,
  });
  // The consumer of the outcome does this too, but may come after whoever registered and signs in at once.
  if (result.outcome.kind === 'registered' && !result.isRepeat)
    await transact((tx) => forgetAttempts(tx, [subjects.signIn(email), subjects.signUp(email)]));
  return result;
}

/** Why somebody may not register now; null where they may. */
async function whyNotAdmitted(
  registration: ShopRegistration,
  { email, invitation }: Registration,
): Promise<NotAdmitted | null> {
  if (registration === 'closed') return { kind: 'registration-closed' };
  if (registration === 'open') return null;
  const invited = invitation === undefined ? null : await findInvitation(invitation);
  return invited?.email === email ? null : { kind: 'invitation-needed' };
}

/** Creates an order for its customer. Prices come from the catalogue. */
export async function order(style: Style, userId: string, request: Request<OrderBody>): Promise<Result<OrderOutcome>> {
  const customer = await readUser(userId);
  if (!customer) return refusedNow({ kind: 'unauthenticated' }, request);
  return send(userId, flowsOf[style].order, orderOf(customer, request), request);
}

type Customer = NonNullable<Awaited<ReturnType<typeof readUser>>>;

const orderOf = ({ userId, email, name, locale }: Customer, { body: { items } }: Request<OrderBody>) => ({
  orderId: newId(),
  userId,
  items,
  contact: { email, name, locale },
});

/**
 * Creates an order for a customer, whom somebody of the office serves at the till: by command and reply in every style, because both stand there
 * and wait for what becomes of the payment.
 */
export async function orderAtTill(
  actor: Identity,
  userId: string,
  request: Request<OrderBody>,
): Promise<Result<OrderOutcome | TillRefusal>> {
  const refused = await refusedAtTill(actor, userId, request);
  if (refused) return refused;
  const customer = await readUser(userId);
  if (!customer) return refusedNow(unknownCustomer, request);
  const wanted = { ...orderOf(customer, request), actorId: actor.userId, origin: activity()?.origin };
  return send(actor.userId, commandReplyFlows.order, wanted, request, { userId, refusal: unknownCustomer });
}

/** Gives a user money to try the shop out with, where the shop allows that. */
export async function topUp(userId: string, request: Request<OwnTransfer>): Promise<Result<TopUpOutcome>> {
  if (!env().TOP_UP.includes('sandbox')) return refusedNow({ kind: 'top-up-by-payment' }, request);
  return send(userId, transferFlow, { ...(await movementOf(userId, request.body)), method: 'sandbox' }, request);
}

/** Takes money out of the account of a user, who asks for it to be paid out. */
export const withdraw = async (userId: string, request: Request<OwnTransfer>): Promise<Result<WithdrawOutcome>> =>
  send(userId, withdrawFlow, await movementOf(userId, request.body), request);

/** The order does not exist, or it is not theirs who asks. */
export interface UnknownOrder {
  kind: 'unknown-order';
}

/**
 * Cancels an order for its customer and gives back all that was paid, while nobody has begun to prepare it and for `CANCEL_MINUTES` after
 * its payment.
 */
export async function cancelOrder(
  userId: string,
  orderId: string,
  request: Request<unknown>,
): Promise<Result<RefundOutcome | UnknownOrder>> {
  if (!(await readOrder(orderId, userId))) return refusedNow({ kind: 'unknown-order' }, request);
  const wanted = {
    ...{ orderId, refundId: newId(), items: null, reason: 'cancelled by the customer' },
    ...{ actorId: userId, origin: activity()?.origin ?? null, restock: true, cancels: true, by: 'customer' as const },
  };
  return send(userId, refundFlow, wanted, request);
}

/** Pays money that somebody of the office took into the account of a user. */
export const takeAtTill = async (
  actor: Identity,
  request: Request<TillTransfer>,
): Promise<Result<TransferOutcome | TillRefusal>> =>
  (await refusedAtTill(actor, request.body.userId, request)) ??
  send(actor.userId, transferFlow, await tillMovementOf(actor, request), request, customerOf(request));

/** Takes money that somebody of the office paid out from the account of a user. */
export const payOutAtTill = async (
  actor: Identity,
  request: Request<TillTransfer>,
): Promise<Result<WithdrawOutcome | TillRefusal>> =>
  (await refusedAtTill(actor, request.body.userId, request)) ??
  send(actor.userId, withdrawFlow, await tillMovementOf(actor, request), request, customerOf(request));

const unknownCustomer = { kind: 'unknown-customer' } as const;

const customerOf = ({ body: { userId } }: Request<TillTransfer>) => ({ userId, refusal: unknownCustomer });

async function refusedAtTill(
  actor: Identity,
  userId: string,
  request: Request<unknown>,
): Promise<Result<TillRefusal> | undefined> {
  if (!may(actor.role, 'till')) return refusedNow({ kind: 'not-allowed' }, request);
  if (!mayServe(actor, userId)) return refusedNow({ kind: 'own-wallet' }, request);
  if (!(await readUser(userId))) return refusedNow(unknownCustomer, request);
  return undefined;
}

/** The result of a request that is refused before it becomes a message. */
export const refusedNow = <const Outcome>(
  outcome: Outcome,
  { correlationId }: Request<unknown>,
): Result<Exclude<Outcome, Unsettled>> => ({
  outcome: outcome as Exclude<Outcome, Unsettled>,
  correlationId,
  isRepeat: false,
});

const movementOf = async (userId: string, { amount, note }: OwnTransfer) => ({
  transferId: newId(),
  userId,
  amount,
  currency: await shopCurrency(),
  note,
});

const tillMovementOf = async ({ userId: actorId }: Identity, { body }: Request<TillTransfer>) => ({
  ...(await movementOf(body.userId, body)),
  method: body.method,
  actorId,
  origin: activity()?.origin,
});

/**
 * Submits what a signed-in user asks for, for a customer where they work in the office: the message of a flow, under the idempotency key of the
 * request.
 */
export function send<Wanted, Outcome, Refusal = never>(
  userId: string,
  flow: Flow<Wanted, Outcome>,
  wanted: Wanted,
  request: Request<unknown>,
  customer?: { userId: string; refusal: Refusal },
): Promise<Result<Outcome | Refusal>> {
  return submit<Outcome | Refusal>({
    customer,
    message: flow.request(wanted, request.correlationId),
    ownerId: userId,
    idempotency: idempotencyOf(request, scopeOf(userId)),
    outcomeOf: flow.outcomeOf,
  });
}

/** The scope within which the idempotency keys of a user are unique. */
export const scopeOf = (userId: string): string => `user:${userId}`;

/** The idempotency key of a request within a scope; null where it came without one. */
export function idempotencyOf({ idempotencyKey, fingerprint }: Request<unknown>, scope: string) {
  return idempotencyKey === null ? null : { scope, key: idempotencyKey, fingerprint };
}
