import { createHmac } from 'node:crypto';
import { CallBackFailed } from '#lib/broker/call-back';
import { type LoggedMessage, readReplies } from '#lib/broker/message-log';
import { publish } from '#lib/broker/publish';
import { expectReply } from '#lib/broker/replies';
import { groupCommit } from '#lib/db/group-commit';
import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import type { Answer } from '#lib/http/answer';
import { Problem } from '#lib/http/problem';
import { log } from '#lib/log';

/** A request that becomes a message. */
export interface Submission {
  message: LoggedMessage;
  /** Whose request it is: who may read its messages. */
  ownerId: string;
  /** The idempotency key, in the scope of whoever sent it, and the canonical text of the request. */
  idempotency: { scope: string; key: string; fingerprint: string } | null;
  /** The credential of a registration. */
  credential?: { userId: string; passwordHash: string };
  /** What the reply means over HTTP. It must follow from the reply alone: a repeat gets its answer from here too. */
  answer: (reply: LoggedMessage) => Answer | Promise<Answer>;
}

/**
 * Publishes the first message of a request and answers with what its reply says. The request, its idempotency key and the message
 * are stored in one transaction; a repeat with the same key publishes nothing and waits for the same reply.
 */
export async function submit(submission: Submission): Promise<Answer> {
  const { message } = submission;
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
  return answerTo(reply, submission);
}

/** What a reply means over HTTP. Where a call-back for its data fails, the outcome stays unknown for now. */
async function answerTo(reply: LoggedMessage, { answer }: Submission): Promise<Answer> {
  const { correlationId } = reply;
  try {
    return { ...(await answer(reply)), correlationId };
  } catch (error) {
    if (!(error instanceof CallBackFailed)) throw error;
    log.warn('call-back failed', { correlationId, error: error.message });
    throw unavailable(correlationId);
  }
}

/** The problem of a request that was accepted and not yet answered. */
function unavailable(correlationId: string): Problem {
  return new Problem(
    'unavailable',
    'The request was accepted, but its outcome is not known yet. Repeat it with the same Idempotency-Key to learn it.',
    { headers: { 'Retry-After': '5' }, correlationId },
  );
}

/**
 * Stores and publishes, the concurrent requests of this process in one transaction; false if the key was used before. Rows are inserted in
 * the order of their keys, so that two processes cannot deadlock.
 */
const accept = groupCommit('accept-requests', async (tx, submissions: Submission[]): Promise<boolean[]> => {
  const rows = submissions.map(({ message, ownerId, idempotency }) => ({
    correlationId: message.correlationId,
    ownerId,
    ...(idempotency && { scope: idempotency.scope, key: idempotency.key, digest: digest(idempotency) }),
  }));
  const stored = await tx.query<{ correlationId: string }>(
    `INSERT INTO gateway.requests (correlation_id, owner_id, key_scope, key, digest)
     SELECT "correlationId", "ownerId", scope, key, digest
     FROM json_to_recordset($1) AS r("correlationId" uuid, "ownerId" uuid, scope text, key text, digest text)
     ORDER BY scope, key
     ON CONFLICT (key_scope, key) WHERE key IS NOT NULL DO NOTHING
     RETURNING correlation_id AS "correlationId"`,
    [JSON.stringify(rows)],
  );
  const fresh = new Set(stored.map(({ correlationId }) => correlationId));
  const accepted = submissions.filter(({ message }) => fresh.has(message.correlationId));
  await storeCredentials(
    tx,
    accepted.flatMap(({ credential }) => credential ?? []),
  );
  await publish(
    tx,
    accepted.map(({ message }) => message),
  );
  return submissions.map(({ message }) => fresh.has(message.correlationId));
});

async function storeCredentials(tx: Transaction, credentials: NonNullable<Submission['credential']>[]): Promise<void> {
  if (credentials.length === 0) return;
  await tx.query(
    `INSERT INTO accounts.credentials (user_id, password_hash)
     SELECT "userId", "passwordHash" FROM json_to_recordset($1) AS c("userId" uuid, "passwordHash" text)`,
    [JSON.stringify(credentials)],
  );
}

/** Whether a request with this key was accepted before, whatever came of it. */
export async function isAccepted(scope: string, key: string): Promise<boolean> {
  const found = await query('SELECT 1 FROM gateway.requests WHERE key_scope = $1 AND key = $2', [scope, key]);
  return found.length > 0;
}

async function repeat(submission: Submission): Promise<Answer> {
  const { idempotency } = submission;
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
  const given = await answerTo(reply, submission);
  return { ...given, headers: { ...given.headers, 'Idempotency-Replayed': 'true' } };
}

/** The reply to an earlier request: recorded already, or awaited up to the reply timeout. */
async function awaitedReply(correlationId: string): Promise<LoggedMessage | null> {
  const expected = expectReply(correlationId);
  try {
    const [recorded] = await readReplies([correlationId]);
    return recorded ?? (await expected.within(env().REPLY_TIMEOUT_MS));
  } finally {
    expected.forget();
  }
}

// An HMAC and not a hash: the body of a registration holds a password that could be guessed.
const digest = ({ fingerprint }: { fingerprint: string }): string =>
  createHmac('sha256', env().AUTH_SECRET).update(fingerprint).digest('base64url');
