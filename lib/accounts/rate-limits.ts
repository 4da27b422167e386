import { inArray, sql } from 'drizzle-orm';
import { rateLimits } from '#drizzle/schema/accounts';
import { run } from '#lib/db/pool';
import { bare, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';

/** The usual window of a limit. */
const WINDOW_MINUTES = 15;

/** The subject was counted too often within its window: it may try again after `seconds`. */
export interface TooManyAttempts {
  kind: 'too-many-attempts';
  seconds: number;
}

/** What is limited, and for whom attempts are counted. A subject is never an IP address: many customers may share one. */
export const subjects = {
  signIn: (email: string) => `sign-in:${email.toLowerCase()}`,
  signUp: (email: string) => `sign-up:${email.toLowerCase()}`,
  money: (userId: string) => `money:${userId}`,
  lab: () => 'lab',
};

/**
 * Counts an attempt; returns a refusal if it is more than the `max`-th within `minutes`, otherwise null. It counts before the attempt is made,
 * so that concurrent attempts cannot get past the limit.
 */
export async function countAttempt(
  subject: string,
  max: number,
  minutes: number = WINDOW_MINUTES,
): Promise<TooManyAttempts | null> {
  const [row] = await run(count, { subject, minutes });
  return row && row.attempts > max ? { kind: 'too-many-attempts', seconds: Math.max(1, row.seconds) } : null;
}

const window = sql`make_interval(mins => ${sql.placeholder('minutes')}::int)`;
const hasPassed = sql`${rateLimits.windowStart} < now() - ${window}`;

const count = statement<{ attempts: number; seconds: number }, { subject: string; minutes: number }>(sql`
  INSERT INTO ${rateLimits} (${bare(rateLimits.subject)}, ${bare(rateLimits.attempts)}, ${bare(rateLimits.windowStart)})
  VALUES (${sql.placeholder('subject')}, 1, now())
  ON CONFLICT (${bare(rateLimits.subject)}) DO UPDATE SET
    ${bare(rateLimits.attempts)} = CASE WHEN ${hasPassed} THEN 1 ELSE ${rateLimits.attempts} + 1 END,
    ${bare(rateLimits.windowStart)} = CASE WHEN ${hasPassed} THEN now() ELSE ${rateLimits.windowStart} END
  RETURNING ${rateLimits.attempts},
    ceil(extract(epoch FROM ${rateLimits.windowStart} + ${window} - now()))::int AS seconds`);

/** Resets the counts of these subjects. */
export async function forgetAttempts(tx: Transaction, forgotten: string[]): Promise<void> {
  if (forgotten.length > 0) await tx.orm.delete(rateLimits).where(inArray(rateLimits.subject, forgotten));
}
