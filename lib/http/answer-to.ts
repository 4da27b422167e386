import type { Result, Unsettled } from '#lib/gateway/outcomes';
import type { Answer } from './answer.ts';
import { problem } from './problem.ts';

/** The answer to a result: that of its outcome, with the headers of a repeat, or what is said while the outcome is not known. */
export function answerTo<Outcome extends { kind: string }>(
  { outcome, correlationId, isRepeat }: Result<Outcome>,
  settled: (outcome: Outcome) => Answer,
): Answer {
  const answer = isUnsettled(outcome) ? unsettled(outcome) : settled(outcome);
  const headers = { ...answer.headers, ...(isRepeat && { 'Idempotency-Replayed': 'true' }) };
  return { ...answer, headers, correlationId };
}

const isUnsettled = (outcome: { kind: string }): outcome is Unsettled => outcome.kind in unsettledProblems;

const RETRY_SOON = { 'Retry-After': '5' };

const unsettledProblems: Record<Unsettled['kind'], Answer> = {
  unavailable: problem(
    'unavailable',
    'The outcome of the request is not known yet. Repeat it with the same Idempotency-Key to learn it.',
    { headers: RETRY_SOON },
  ),
  'request-in-flight': problem(
    'request-in-flight',
    'The first request with this Idempotency-Key has no answer yet. Try again later.',
    { headers: RETRY_SOON },
  ),
  'key-reused': problem(
    'key-reused',
    'This Idempotency-Key belongs to another request. Send a new key with a new request, or the same request again.',
  ),
  unauthenticated: problem('unauthenticated', 'The account no longer exists.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  }),
};

const unsettled = ({ kind }: Unsettled): Answer => unsettledProblems[kind];
