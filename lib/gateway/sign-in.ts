import { createHash, randomBytes } from 'node:crypto';
import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import { findUserId } from '#lib/user/read';
import { verifyPassword } from './passwords.ts';
import { Problem } from './problem.ts';

/** Somebody who has shown who they are. */
export interface Identity {
  userId: string;
  role: 'customer' | 'operator';
}

const FAILURES_MAX = 10;
const WINDOW_MINUTES = 15;
const TOKEN_DAYS = 30;
const SESSION_DAYS = 30;

/**
 * Who an e-mail address and a password belong to; null if they do not fit, with nothing said about which of the two is wrong.
 * Throws a 429 problem after ten failures within fifteen minutes, right password or not.
 */
export async function checkPassword(email: string, password: string): Promise<Identity | null> {
  await refuseAfterFailures(email.toLowerCase());
  // The address leads to a user row first: a credential whose registration was rejected opens nothing.
  const userId = await findUserId(email);
  const [credential] = userId
    ? await query<{ hash: string; role: Identity['role'] }>(
        'SELECT password_hash AS hash, role FROM gateway.credentials WHERE user_id = $1',
        [userId],
      )
    : [];
  if (await verifyPassword(password, credential?.hash ?? null)) {
    await query('DELETE FROM gateway.sign_in_failures WHERE email = $1', [email.toLowerCase()]);
    return { userId: userId as string, role: credential?.role ?? 'customer' };
  }
  await countFailure(email.toLowerCase());
  return null;
}

/** A new bearer token. It is shown this once: only its hash is stored. */
export async function issueToken(userId: string): Promise<{ token: string; expiresAt: string }> {
  const token = randomBytes(32).toString('base64url');
  const [row] = await query<{ expiresAt: Date }>(
    `INSERT INTO gateway.tokens (hash, user_id, expires_at) VALUES ($1, $2, now() + make_interval(days => ${TOKEN_DAYS}))
     RETURNING expires_at AS "expiresAt"`,
    [hashed(token), userId],
  );
  return { token, expiresAt: (row as { expiresAt: Date }).expiresAt.toISOString() };
}

/** Whose token this is; null if it is unknown, expired or revoked. */
export async function findToken(token: string): Promise<Identity | null> {
  const [identity] = await query<Identity>(
    `SELECT user_id AS "userId", role FROM gateway.tokens JOIN gateway.credentials USING (user_id)
     WHERE hash = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [hashed(token)],
  );
  return identity ?? null;
}

/** Ends a token. */
export async function revokeToken(token: string): Promise<void> {
  await query('UPDATE gateway.tokens SET revoked_at = now() WHERE hash = $1 AND revoked_at IS NULL', [hashed(token)]);
}

/** Opens a browser session and returns its id. */
export async function openSession(userId: string): Promise<string> {
  const id = newId();
  await query(
    `INSERT INTO gateway.sessions (id, user_id, expires_at) VALUES ($1, $2, now() + make_interval(days => ${SESSION_DAYS}))`,
    [id, userId],
  );
  return id;
}

/** Whose session this is; null if it is unknown, expired or revoked. */
export async function findSession(sessionId: string): Promise<Identity | null> {
  const [identity] = await query<Identity>(
    `SELECT user_id AS "userId", role FROM gateway.sessions JOIN gateway.credentials USING (user_id)
     WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [sessionId],
  );
  return identity ?? null;
}

/** Ends a browser session. */
export async function revokeSession(sessionId: string): Promise<void> {
  await query('UPDATE gateway.sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [sessionId]);
}

// A token has 256 random bits: one round of SHA-256 hides it well, and it can be looked up by its hash.
const hashed = (token: string): string => createHash('sha256').update(token).digest('base64url');

async function refuseAfterFailures(email: string): Promise<void> {
  const [row] = await query<{ seconds: number }>(
    `SELECT ceil(extract(epoch FROM window_start + make_interval(mins => ${WINDOW_MINUTES}) - now()))::int AS seconds
     FROM gateway.sign_in_failures WHERE email = $1 AND failures >= ${FAILURES_MAX}`,
    [email],
  );
  if (row && row.seconds > 0)
    throw new Problem('too-many-attempts', `Too many failed attempts. Try again in ${row.seconds} seconds.`, {
      headers: { 'Retry-After': String(row.seconds) },
    });
}

async function countFailure(email: string): Promise<void> {
  await query(
    `INSERT INTO gateway.sign_in_failures AS f (email, failures, window_start) VALUES ($1, 1, now())
     ON CONFLICT (email) DO UPDATE SET
       failures = CASE WHEN f.window_start < now() - make_interval(mins => ${WINDOW_MINUTES}) THEN 1 ELSE f.failures + 1 END,
       window_start = CASE WHEN f.window_start < now() - make_interval(mins => ${WINDOW_MINUTES}) THEN now() ELSE f.window_start END`,
    [email],
  );
}
