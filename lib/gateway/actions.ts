import type { z } from 'zod';
import { countAttempt, subjects, type TooManyAttempts } from '#lib/accounts/rate-limits';
import { registration } from '#lib/accounts/schemas';
import type { Identity } from '#lib/accounts/sign-in';
import { env } from '#lib/env';
import { newId } from '#lib/ids';
import type { Style } from '#lib/messages/define';
import { fingerprintOf } from './fingerprint.ts';
import * as operations from './operations.ts';
import type { OrderOutcome, RegisterOutcome, Result, TopUpOutcome, WithdrawOutcome } from './outcomes.ts';
import { orderBody, ownTransfer } from './schemas.ts';
import { isAccepted } from './submit.ts';

/** The most transfers and withdrawals that a person may ask for by hand within a quarter of an hour. */
const MONEY_MOVES_MAX = 300;

/** The input is invalid; `fields` names the invalid fields. */
export interface InvalidFields {
  kind: 'invalid-fields';
  fields: string[];
}

// What server actions call: the operations of the HTTP API in the deployment's default style, with the same outcomes.

/** Registers a person. */
export const register = (input: unknown, key: string): Promise<Result<RegisterOutcome | InvalidFields>> =>
  perform('register', registration, input, key, (request) => operations.register(env().INTERACTION_STYLE, request));

/** Creates an order, in the deployment's style unless another is named. */
export const placeOrder = (
  user: Identity,
  input: unknown,
  key: string,
  style: Style = env().INTERACTION_STYLE,
): Promise<Result<OrderOutcome | InvalidFields>> =>
  perform('order', orderBody, input, key, (request) => operations.order(style, user.userId, request));

/** Cancels an order of the user, and gives all of it back. */
export const cancelOrder = ({ userId }: Identity, orderId: string, key: string) =>
  operations.cancelOrder(userId, orderId, {
    ...{ body: null, correlationId: newId(), idempotencyKey: key },
    fingerprint: fingerprintOf('ACTION', 'cancel', { orderId }),
  });

/** Whether something that the user asked for with this key was accepted before, whatever came of it. */
export const wasAccepted = ({ userId }: Identity, key: string): Promise<boolean> =>
  isAccepted(operations.scopeOf(userId), key);

/** Gives the user money to try the shop out with, where the shop allows that. */
export const topUp = (
  user: Identity,
  input: unknown,
  key: string,
): Promise<Result<TopUpOutcome | TooManyAttempts | InvalidFields>> =>
  perform('transfer', ownTransfer, input, key, limited(user, operations.topUp));

/** Takes money out of the account of the user, to be paid out. */
export const withdraw = (
  user: Identity,
  input: unknown,
  key: string,
): Promise<Result<WithdrawOutcome | TooManyAttempts | InvalidFields>> =>
  perform('withdraw', ownTransfer, input, key, limited(user, operations.withdraw));

/** An operation that moves money of a user, refused where they have asked too often. */
const limited =
  <Body, Outcome>(
    { userId }: Identity,
    operate: (userId: string, request: operations.Request<Body>) => Promise<Result<Outcome>>,
  ) =>
  async (request: operations.Request<Body>): Promise<Result<Outcome | TooManyAttempts>> => {
    const refused = await countAttempt(subjects.money(userId), MONEY_MOVES_MAX);
    if (refused) return { outcome: refused, correlationId: request.correlationId, isRepeat: false };
    return operate(userId, request);
  };

async function perform<Body, Outcome>(
  name: string,
  schema: z.ZodType<Body>,
  input: unknown,
  idempotencyKey: string,
  operate: (request: operations.Request<Body>) => Promise<Result<Outcome>>,
): Promise<Result<Outcome | InvalidFields>> {
  const correlationId = newId();
  const { data, error } = schema.safeParse(input);
  if (error) {
    const fields = error.issues.map(({ path }) => String(path[0]));
    return { outcome: { kind: 'invalid-fields', fields }, correlationId, isRepeat: false };
  }
  return operate({ body: data, correlationId, idempotencyKey, fingerprint: fingerprintOf('ACTION', name, input) });
}
