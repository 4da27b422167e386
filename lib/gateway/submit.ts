import { createHmac } from 'node:crypto';
import { type LoggedMessage, readReplies } from '#lib/broker/message-log';
import { publish } from '#lib/broker/publish';
import { expectReply } from '#lib/broker/replies';
import { query } from '#lib/db/pool';
import { type Transaction, transact } from '#lib/db/transact';
import { env } from '#lib/env';
import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';

/** A request that becomes a message. */
export interface Submission {
  message: LoggedMessage;
  /** Whose request it is: who may read its messages. */
  ownerId: string;
  /** The idempotency key, in the scope of whoever sent it, and the canonical text of the request. */
  idempotency: { scope: string; key: string; fingerprint: string } | null;
  /** What else is stored in the transaction that publishes. */
  effects?: (tx: Transaction) => Promise<void>;
  /** What the reply means over HTTP. It must follow from the reply alone: a repeat gets its answer from here too. */
  answer: (reply: LoggedMessage) => Answer | Promise<Answer>;
}

/**
 * Publishes the first message of a request and answers with what its reply says. The request, its idempotency key and the message
 * are stored in one transaction; a repeat with the same key publishes nothing and waits for the same reply.
 */
export async function submit(submission: Submission): Promise<Answer> {
  const { message, answer } = submission;
  const expected = expectReply(message.correlationId);
  let accepted: boolean;
  try {
    accepted = await accept(submission);
  } catch (error) {
    expected.forget();
    throw error;
  }
  if (!accepted) {
    expected.forget();
    return repeat(submission);
  }
  const reply = await expected.within(env().REPLY_TIMEOUT_MS);
  if (!reply) throw unavailable(message.correlationId);
  return { ...(await answer(reply)), correlationId: message.correlationId };
}

/** The problem of a request that was accepted and not yet answered. */
export function unavailable(correlationId: string): Problem {
  return new Problem(
    'unavailable',
    'The request was accepted, but its outcome is not known yet. Repeat it with the same Idempotency-Key to learn it.',
    { headers: { 'Retry-After': '5' }, correlationId },
  );
}

/** Stores and publishes; false if the key was used before. */
function accept({ message, ownerId, idempotency, effects }: Submission): Promise<boolean> {
  return transact(async (tx) => {
    const [fresh] = await tx.query(
      `INSERT INTO gateway.requests (correlation_id, owner_id, key_scope, key, digest) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key_scope, key) WHERE key IS NOT NULL DO NOTHING RETURNING correlation_id`,
      [message.correlationId, ownerId, idempotency?.scope, idempotency?.key, idempotency && digest(idempotency)],
    );
    if (!fresh) return false;
    await effects?.(tx);
    await publish(tx, [message]);
    return true;
  });
}

async function repeat({ idempotency, answer }: Submission): Promise<Answer> {
  if (!idempotency) throw new Error('a request without a key cannot be a repeat');
  const [first] = await query<{ correlationId: string; digest: string }>(
    'SELECT correlation_id AS "correlationId", digest FROM gateway.requests WHERE key_scope = $1 AND key = $2',
    [idempotency.scope, idempotency.key],
  );
  if (!first) throw new Error('the request that used the key is gone');
  if (first.digest !== digest(idempotency))
    throw new Problem(
      'key-reused',
      'This Idempotency-Key belongs to another request. Send a new key with a new request, or the same request again.',
    );
  const reply = await awaitedReply(first.correlationId);
  if (!reply)
    throw new Problem(
      'request-in-flight',
      'The first request with this Idempotency-Key has no answer yet. Try again later.',
      {
        headers: { 'Retry-After': '5' },
        correlationId: first.correlationId,
      },
    );
  const given = await answer(reply);
  return {
    ...given,
    headers: { ...given.headers, 'Idempotency-Replayed': 'true' },
    correlationId: first.correlationId,
  };
}

/** The reply to an earlier request: recorded already, or awaited up to the reply timeout. */
async function awaitedReply(correlationId: string): Promise<LoggedMessage | null> {
  const expected = expectReply(correlationId);
  const [recorded] = await readReplies([correlationId]);
  if (!recorded) return expected.within(env().REPLY_TIMEOUT_MS);
  expected.forget();
  return recorded;
}

// An HMAC and not a hash: the body of a registration holds a password that could be guessed.
const digest = ({ fingerprint }: { fingerprint: string }): string =>
  createHmac('sha256', env().AUTH_SECRET).update(fingerprint).digest('base64url');
