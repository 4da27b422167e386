import { query } from '#lib/db/pool';
import { Problem } from '#lib/http/problem';

const WINDOW_MINUTES = 15;
const SECONDS_LEFT = `ceil(extract(epoch FROM window_start + make_interval(mins => ${WINDOW_MINUTES}) - now()))::int AS seconds`;
const HAS_PASSED = `f.window_start < now() - make_interval(mins => ${WINDOW_MINUTES})`;

// A subject names an account or an address and what is limited, never where a request came from: many customers order from one address.

/**
 * Counts an attempt of a subject, and throws a 429 problem if it is more than the `max`-th within fifteen minutes. Counted before the
 * attempt is made: attempts that come at once are counted one after the other.
 */
export async function countAttempt(subject: string, max = Number.MAX_SAFE_INTEGER): Promise<void> {
  const [row] = await query<{ attempts: number; seconds: number }>(
    `INSERT INTO accounts.rate_limits AS f (subject, attempts, window_start) VALUES ($1, 1, now())
     ON CONFLICT (subject) DO UPDATE SET
       attempts = CASE WHEN ${HAS_PASSED} THEN 1 ELSE f.attempts + 1 END,
       window_start = CASE WHEN ${HAS_PASSED} THEN now() ELSE f.window_start END
     RETURNING attempts, ${SECONDS_LEFT}`,
    [subject],
  );
  if (row && row.attempts > max) throw tooMany(row.seconds);
}

/** Throws a 429 problem where a subject was counted `max` times within fifteen minutes; counts nothing itself. */
export async function refuseAfter(max: number, subject: string): Promise<void> {
  const [row] = await query<{ seconds: number }>(
    `SELECT ${SECONDS_LEFT} FROM accounts.rate_limits WHERE subject = $1 AND attempts >= $2`,
    [subject, max],
  );
  if (row && row.seconds > 0) throw tooMany(row.seconds);
}

/** Starts the count of a subject anew. */
export async function forgetAttempts(subject: string): Promise<void> {
  await query('DELETE FROM accounts.rate_limits WHERE subject = $1', [subject]);
}

const tooMany = (seconds: number): Problem =>
  new Problem('too-many-attempts', `Too many attempts. Try again in ${seconds} seconds.`, {
    headers: { 'Retry-After': String(Math.max(1, seconds)) },
  });
