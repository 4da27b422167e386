import { type NewCredential, storeCredentials } from '#lib/accounts/registration';
import { activity, withActivity } from '#lib/activity';
import { CallBackFailed } from '#lib/broker/call-back';
import { type LoggedMessage, readReplies } from '#lib/broker/message-log';
import { publish } from '#lib/broker/publish';
import { expectReply } from '#lib/broker/replies';
import { groupCommit } from '#lib/db/group-commit';
import { env } from '#lib/env';
import { log } from '#lib/log';
import { metrics } from '#lib/metrics';
import type { Result, Unsettled } from './outcomes.ts';
import { digestOf, findRequest, forgetRequests, type Idempotency, storeRequests } from './requests.ts';

/** A request that becomes a message. */
export interface Submission<Outcome> {
  message: LoggedMessage;
  /** Whose request it is: who may read its messages. */
  ownerId: string;
  idempotency: Idempotency | null;
  /** The credential of a registration, and what comes of it where its invitation was spent by another one meanwhile. */
  credential?: NewCredential & { refusal: Outcome };
  /** The customer for whom somebody of the office asks, and what comes of it where they have erased their account. */
  customer?: { userId: string; refusal: Outcome } | undefined;
  /** What the reply means. It follows from the reply alone: a repeat gets its outcome from here too. */
  outcomeOf: (reply: LoggedMessage) => Promise<Outcome>;
}

/**
 * Publishes the first message of a request and returns what its reply says. The request, its idempotency key and the message are stored in
 * one transaction; a repeat with the same key publishes nothing and waits for the same reply.
 */
export function submit<Outcome>(submission: Submission<Outcome>): Promise<Result<Outcome>> {
  const { correlationId } = submission.message;
  return withActivity({ ...activity(), correlationId }, () => submitNow(submission));
}

async function submitNow<Outcome>(submission: Submission<Outcome>): Promise<Result<Outcome>> {
  const { correlationId, style } = submission.message;
  const endReply = metrics().replies.startTimer({ style });
  const expected = expectReply(correlationId);
  try {
    const acceptance = await accept(submission);
    if (acceptance === 'repeated') return await repeat(submission);
    if (acceptance !== 'accepted')
      return { outcome: acceptance.refusal as Outcome | Unsettled, correlationId, isRepeat: false };
    const reply = await expected.within(env().REPLY_TIMEOUT_MS);
    if (reply) endReply();
    else metrics().replyTimeouts.inc({ style });
    const outcome = reply ? await outcomeOf(reply, submission) : unavailable;
    return { outcome, correlationId, isRepeat: false };
  } finally {
    expected.forget();
  }
}

const unavailable: Unsettled = { kind: 'unavailable' };
const unauthenticated: Unsettled = { kind: 'unauthenticated' };

/** What a reply means. If a call-back for its data fails, the outcome stays unknown for now. */
async function outcomeOf<Outcome>(reply: LoggedMessage, submission: Submission<Outcome>): Promise<Outcome | Unsettled> {
  try {
    return await submission.outcomeOf(reply);
  } catch (error) {
    if (!(error instanceof CallBackFailed)) throw error;
    log.warn({ err: error }, 'call-back failed');
    return unavailable;
  }
}

/**
 * What became of a submission. `repeated`: its key was used before. It is refused where somebody is gone or being erased, or its invitation was spent
 * meanwhile.
 */
type Acceptance = 'accepted' | 'repeated' | { refusal: unknown };

/**
 * Stores and publishes the concurrent requests of this process in one transaction. Rows are inserted in the order of their keys, so that two
 * processes cannot deadlock.
 */
const accept = groupCommit('accept-requests', async (tx, submissions: Submission<unknown>[]): Promise<Acceptance[]> => {
  const rows = submissions.map(({ message, ownerId, idempotency, customer }) => ({
    correlationId: message.correlationId,
    ownerId,
    ...(customer && { customerId: customer.userId }),
    ...(idempotency && { keyScope: idempotency.scope, key: idempotency.key, digest: digestOf(idempotency) }),
  }));
  // Somebody who is registering has no credential yet.
  const people = submissions.flatMap(({ ownerId, credential, customer }) => [
    ...(credential ? [] : [ownerId]),
    ...(customer ? [customer.userId] : []),
  ]);
  const answer = await tx.run(storeRequests, { rows, people });
  const became = new Map(answer.map((one) => [one.id, one.became]));
  const isFresh = ({ message }: Submission<unknown>) => became.has(message.correlationId);
  const refusedUsers = await storeCredentials(
    tx,
    submissions.filter(isFresh).flatMap(({ credential }) => credential ?? []),
  );
  const isRefused = ({ credential }: Submission<unknown>) => credential && refusedUsers.has(credential.userId);
  const refused = submissions.filter((one) => isFresh(one) && isRefused(one));
  await forgetRequests(
    tx,
    refused.map(({ message }) => message.correlationId),
  );
  publish(
    tx,
    submissions.flatMap((one) => (isFresh(one) && !isRefused(one) ? one.message : [])),
  );
  return submissions.map((one) => {
    if (isFresh(one)) return isRefused(one) ? { refusal: one.credential?.refusal } : 'accepted';
    const [owner, customer] = [became.get(one.ownerId), one.customer && became.get(one.customer.userId)];
    if (owner === 'gone') return { refusal: unauthenticated };
    if (customer === 'gone') return { refusal: one.customer?.refusal };
    return owner === 'busy' || customer === 'busy' ? { refusal: unavailable } : 'repeated';
  });
});

/** Whether a request with this key was accepted before, whatever came of it. */
export const isAccepted = async (scope: string, key: string): Promise<boolean> =>
  (await findRequest(scope, key)) !== undefined;

async function repeat<Outcome>(submission: Submission<Outcome>): Promise<Result<Outcome>> {
  const { idempotency, message } = submission;
  if (!idempotency) throw new Error('a request without a key cannot be a repeat');
  const first = await findRequest(idempotency.scope, idempotency.key);
  if (!first) throw new Error('the request that used the key is gone');
  if (first.digest !== digestOf(idempotency))
    return { outcome: { kind: 'key-reused' }, correlationId: message.correlationId, isRepeat: false };
  const { correlationId } = first;
  const reply = await awaitedReply(correlationId);
  if (!reply) return { outcome: { kind: 'request-in-flight' }, correlationId, isRepeat: false };
  const outcome = await outcomeOf(reply, submission);
  return { outcome, correlationId, isRepeat: outcome !== unavailable };
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
