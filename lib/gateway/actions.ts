import type { z } from 'zod';
import { countAttempt } from '#lib/accounts/rate-limits';
import type { Identity } from '#lib/accounts/sign-in';
import { env } from '#lib/env';
import type { Answer } from '#lib/http/answer';
import { fingerprintOf } from '#lib/http/body';
import { fieldErrors, Problem, problem } from '#lib/http/problem';
import { newId } from '#lib/ids';
import { log } from '#lib/log';
import type { Style } from '#lib/messages/define';
import * as operations from './operations.ts';
import { orderBody, registration, transfer } from './schemas.ts';
import { isAccepted } from './submit.ts';

const MONEY_MOVES_MAX = 300;

// What server actions call: the operations of the HTTP API in the deployment's default style, with the same answers.

/** Registers a person. */
export const register = (input: unknown, key: string): Promise<Answer> =>
  perform('register', registration, input, key, (operation) => operations.register(env().INTERACTION_STYLE, operation));

/** Creates an order, in the deployment's style unless another is named. */
export const placeOrder = (
  user: Identity,
  input: unknown,
  key: string,
  style: Style = env().INTERACTION_STYLE,
): Promise<Answer> =>
  perform('order', orderBody, input, key, (operation) => operations.order(style, user.userId, operation));

/** Whether something that the user asked for with this key was accepted before, whatever came of it. */
export const wasAccepted = ({ userId }: Identity, key: string): Promise<boolean> =>
  isAccepted(operations.scopeOf(userId), key);

/** Pays money into the account of the user. */
export const topUp = (user: Identity, input: unknown, key: string): Promise<Answer> =>
  perform('transfer', transfer, input, key, async (operation) => {
    await limitMoney(user);
    return operations.transfer(user.userId, operation);
  });

/** Pays money out of the account of the user. */
export const withdraw = (user: Identity, input: unknown, key: string): Promise<Answer> =>
  perform('withdraw', transfer, input, key, async (operation) => {
    await limitMoney(user);
    return operations.withdraw(user.userId, operation);
  });

/** Nobody moves money by hand more often than this within a quarter of an hour. Throws a 429 problem. */
async function limitMoney({ userId }: Identity): Promise<void> {
  const subject = `money:${userId}`;
  await countAttempt(subject, MONEY_MOVES_MAX);
}

async function perform<Body>(
  name: string,
  schema: z.ZodType<Body>,
  input: unknown,
  idempotencyKey: string,
  operate: (operation: operations.Operation<Body>) => Promise<Answer>,
): Promise<Answer> {
  const correlationId = newId();
  const parsed = schema.safeParse(input);
  if (!parsed.success)
    return problem('invalid-fields', 'Some fields need another look.', {
      members: { errors: fieldErrors(parsed.error) },
      correlationId,
    });
  const fingerprint = fingerprintOf('ACTION', name, input);
  try {
    return await operate({ body: parsed.data, correlationId, idempotencyKey, fingerprint });
  } catch (error) {
    if (error instanceof Problem)
      return { ...error.answer, correlationId: error.answer.correlationId ?? correlationId };
    log.error('action failed', { name, correlationId, error: error instanceof Error ? error.stack : String(error) });
    return problem('internal-error', 'Something failed on our side. Try again: nothing is done twice.', {
      correlationId,
    });
  }
}
