import { query } from '#lib/db/pool';
import { sendSignals } from '#lib/db/signals';
import type { Transaction } from '#lib/db/transact';
import { hashed, newSecret } from './sign-in.ts';

const NAMED_TOKEN_DAYS = 365;
/** So many open tokens a person may have. */
const TOKENS_MAX = 50;

/** A browser that is signed in. */
export interface Device {
  sessionId: string;
  /** What the browser said of itself. */
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** The browsers in which a person is signed in, the one seen last first. */
export function readDevices(userId: string): Promise<Device[]> {
  return query<Device>(
    `SELECT id AS "sessionId", user_agent AS "userAgent", created_at AS "createdAt", last_seen_at AS "lastSeenAt"
     FROM accounts.sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
     ORDER BY last_seen_at DESC, id DESC`,
    [userId],
  );
}

/** Signs one device of a person out. */
export async function signOutDevice(userId: string, sessionId: string): Promise<void> {
  await query('UPDATE accounts.sessions SET revoked_at = now() WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL', [
    userId,
    sessionId,
  ]);
  sendSignals([{ topic: 'user', key: userId }]); // its open pages look again, and find that they may not
}

/** Signs every device of a person out but one. */
export async function signOutOthers(userId: string, sessionId: string): Promise<void> {
  await query(
    'UPDATE accounts.sessions SET revoked_at = now() WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL',
    [userId, sessionId],
  );
  sendSignals([{ topic: 'user', key: userId }]);
}

/** Ends every session and token of a person, except for the session `exceptSessionId`. */
export async function endAccess(tx: Transaction, userId: string, exceptSessionId: string | null): Promise<void> {
  await tx.query(
    `UPDATE accounts.sessions SET revoked_at = now() WHERE user_id = $1 AND id IS DISTINCT FROM $2::uuid AND revoked_at IS NULL`,
    [userId, exceptSessionId],
  );
  await tx.query('UPDATE accounts.tokens SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL', [userId]);
  tx.signal({ topic: 'user', key: userId });
}

/** A token as its owner sees it, who never sees the token itself again. */
export interface TokenView {
  tokenId: string;
  /** What its owner calls it; null where a client got it with the password. */
  name: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date;
}

/** The tokens of a person that work, newest first. */
export function readTokens(userId: string): Promise<TokenView[]> {
  return query<TokenView>(
    `SELECT id AS "tokenId", name, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
     FROM accounts.tokens WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
     ORDER BY created_at DESC, id LIMIT ${2 * TOKENS_MAX}`,
    [userId],
  );
}

/**
 * Makes a token that is good for a year, and shows it this once. `tokenId` (a UUID) is made by whoever asks, so that asking again makes no
 * second one and shows nothing: null then, and where the person has fifty tokens already.
 */
export async function makeToken(userId: string, name: string, tokenId: string): Promise<string | null> {
  const token = newSecret();
  const made = await query(
    `INSERT INTO accounts.tokens (hash, id, user_id, name, expires_at)
     SELECT $1, $2, $3, $4, now() + make_interval(days => ${NAMED_TOKEN_DAYS})
     WHERE (SELECT count(*) FROM accounts.tokens WHERE user_id = $3 AND name IS NOT NULL AND revoked_at IS NULL AND expires_at > now())
       < ${TOKENS_MAX}
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [hashed(token), tokenId, userId, name],
  );
  return made.length > 0 ? token : null;
}

/** Ends one token of a person. */
export async function endToken(userId: string, tokenId: string): Promise<void> {
  await query('UPDATE accounts.tokens SET revoked_at = now() WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL', [
    userId,
    tokenId,
  ]);
}
