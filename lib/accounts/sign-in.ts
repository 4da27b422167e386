import { createHash, randomBytes } from 'node:crypto';
import { query } from '#lib/db/pool';
import { sendSignals } from '#lib/db/signals';
import { newId } from '#lib/ids';
import { findUserId } from '#lib/user/read';
import { verifyPassword } from './passwords.ts';
import { countAttempt, forgetAttempts } from './rate-limits.ts';

/** Somebody who has shown who they are. */
export interface Identity {
  userId: string;
  role: 'customer' | 'operator';
}

const FAILURES_MAX = 10;
const TOKEN_DAYS = 30;
const SESSION_DAYS = 30;
const USER_AGENT_MAX = 500;

/**
 * Who an e-mail address and a password belong to; null if they do not fit, with nothing said about which of the two is wrong.
 * Throws a 429 problem after ten failures within fifteen minutes, right password or not.
 */
export async function checkPassword(email: string, password: string): Promise<Identity | null> {
  await countAttempt(`sign-in:${email.toLowerCase()}`, FAILURES_MAX);
  // The address leads to a user row first: a credential whose registration was rejected opens nothing.
  const userId = await findUserId(email);
  const [credential] = userId
    ? await query<{ hash: string; role: Identity['role'] }>(
        'SELECT password_hash AS hash, role FROM accounts.credentials WHERE user_id = $1',
        [userId],
      )
    : [];
  if (await verifyPassword(password, credential?.hash ?? null)) {
    await forgetAttempts(`sign-in:${email.toLowerCase()}`);
    return { userId: userId as string, role: credential?.role ?? 'customer' };
  }
  return null;
}

/** A new bearer token. It is shown this once: only its hash is stored. */
export async function issueToken(userId: string): Promise<{ token: string; expiresAt: string }> {
  const token = newSecret();
  const [row] = await query<{ expiresAt: Date }>(
    `INSERT INTO accounts.tokens (hash, user_id, expires_at) VALUES ($1, $2, now() + make_interval(days => ${TOKEN_DAYS}))
     RETURNING expires_at AS "expiresAt"`,
    [hashed(token), userId],
  );
  return { token, expiresAt: (row as { expiresAt: Date }).expiresAt.toISOString() };
}

/** Whose token this is; null if it is unknown, expired or revoked. */
export async function findToken(token: string): Promise<Identity | null> {
  const [found] = await query<Identity & { isStale: boolean }>(
    `SELECT user_id AS "userId", role, coalesce(last_used_at < now() - interval '1 minute', true) AS "isStale"
     FROM accounts.tokens JOIN accounts.credentials USING (user_id)
     WHERE hash = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [hashed(token)],
  );
  if (!found) return null;
  if (found.isStale)
    await query(
      `UPDATE accounts.tokens SET last_used_at = now()
       WHERE hash = $1 AND coalesce(last_used_at < now() - interval '1 minute', true)`,
      [hashed(token)],
    );
  return { userId: found.userId, role: found.role };
}

/** Ends a token. */
export async function revokeToken(token: string): Promise<void> {
  await query('UPDATE accounts.tokens SET revoked_at = now() WHERE hash = $1 AND revoked_at IS NULL', [hashed(token)]);
}

/** Opens a browser session and returns its id. `userAgent` is what the browser says of itself. */
export async function openSession(userId: string, userAgent: string | null): Promise<string> {
  const id = newId();
  await query(
    `INSERT INTO accounts.sessions (id, user_id, user_agent, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(days => ${SESSION_DAYS}))`,
    [id, userId, userAgent?.slice(0, USER_AGENT_MAX) ?? null],
  );
  return id;
}

/** Whose session this is; null if it is unknown, expired or revoked. */
export async function findSession(sessionId: string): Promise<Identity | null> {
  const [session] = await query<Identity & { isStale: boolean }>(
    `SELECT user_id AS "userId", role, last_seen_at < now() - interval '1 minute' AS "isStale"
     FROM accounts.sessions JOIN accounts.credentials USING (user_id)
     WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [sessionId],
  );
  if (!session) return null;
  if (session.isStale)
    await query(
      `UPDATE accounts.sessions SET last_seen_at = now() WHERE id = $1 AND last_seen_at < now() - interval '1 minute'`,
      [sessionId],
    );
  return { userId: session.userId, role: session.role };
}

/** Ends a browser session. */
export async function revokeSession(sessionId: string): Promise<void> {
  const ended = await query<{ userId: string }>(
    'UPDATE accounts.sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING user_id AS "userId"',
    [sessionId],
  );
  // Its other tabs look again, and find that they may not.
  sendSignals(ended.map(({ userId }) => ({ topic: 'user', key: userId })));
}

/** 256 random bits, for whoever shows them. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

// A token has 256 random bits: one round of SHA-256 hides it well, and it can be looked up by its hash.
export const hashed = (token: string): string => createHash('sha256').update(token).digest('base64url');
