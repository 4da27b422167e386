import { query } from '#lib/db/pool';
import { Problem } from './problem.ts';

const WINDOW_MINUTES = 15;

/**
 * Throws a 429 problem where `subject` was counted `max` times within fifteen minutes. A subject names an account or an address and what is
 * limited, never where a request came from: many customers order from one address.
 */
export async function refuseAfter(max: number, subject: string): Promise<void> {
  const [row] = await query<{ seconds: number }>(
    `SELECT ceil(extract(epoch FROM window_start + make_interval(mins => ${WINDOW_MINUTES}) - now()))::int AS seconds
     FROM gateway.sign_in_failures WHERE email = $1 AND failures >= $2`,
    [subject, max],
  );
  if (row && row.seconds > 0)
    throw new Problem('too-many-attempts', `Too many attempts. Try again in ${row.seconds} seconds.`, {
      headers: { 'Retry-After': String(row.seconds) },
    });
}

/** Counts an attempt. The window starts with the first one. */
export async function countAttempt(subject: string): Promise<void> {
  await query(
    `INSERT INTO gateway.sign_in_failures AS f (email, failures, window_start) VALUES ($1, 1, now())
     ON CONFLICT (email) DO UPDATE SET
       failures = CASE WHEN f.window_start < now() - make_interval(mins => ${WINDOW_MINUTES}) THEN 1 ELSE f.failures + 1 END,
       window_start = CASE WHEN f.window_start < now() - make_interval(mins => ${WINDOW_MINUTES}) THEN now() ELSE f.window_start END`,
    [subject],
  );
}

/** Starts the count of a subject anew. */
export async function forgetAttempts(subject: string): Promise<void> {
  await query('DELETE FROM gateway.sign_in_failures WHERE email = $1', [subject]);
}
