import { query } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { hashed, newSecret } from './sign-in.ts';

/** What a link that was sent by e-mail lets its holder do. */
export type Purpose = 'verify-email' | 'reset-password';

const HOURS: Record<Purpose, number> = { 'verify-email': 24, 'reset-password': 1 };
const LINKS_PER_HOUR = 5;

/**
 * Makes a link and returns its secret, of which only the hash is stored; null where the person got five within the hour: nobody's mailbox is
 * to be filled by somebody who knows the address. Earlier links stay good until one is used.
 */
export async function makeLink(tx: Transaction, userId: string, purpose: Purpose): Promise<string | null> {
  const secret = newSecret();
  const made = await tx.query(
    `INSERT INTO accounts.links (hash, user_id, purpose, expires_at)
     SELECT $1, $2, $3, now() + make_interval(hours => $4)
     WHERE (SELECT count(*) FROM accounts.links WHERE user_id = $2 AND purpose = $3 AND created_at > now() - interval '1 hour') < $5
     RETURNING hash`,
    [hashed(secret), userId, purpose, HOURS[purpose], LINKS_PER_HOUR],
  );
  return made.length > 0 ? secret : null;
}

/** Whether a person was sent any link yet. */
export async function hasLinks(userId: string): Promise<boolean> {
  return (await query('SELECT FROM accounts.links WHERE user_id = $1 LIMIT 1', [userId])).length > 0;
}

/** Whose link this is; null if it does not work (any more). Asking does not use it. */
export async function ownerOfLink(secret: string, purpose: Purpose): Promise<string | null> {
  const [link] = await query<{ userId: string }>(
    `SELECT user_id AS "userId" FROM accounts.links
     WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()`,
    [hashed(secret), purpose],
  );
  return link?.userId ?? null;
}

/** Uses a link, and with it the others that its owner got for the same purpose. Returns whose it is; null if it does not work (any more). */
export async function spendLink(tx: Transaction, secret: string, purpose: Purpose): Promise<string | null> {
  const [link] = await tx.query<{ userId: string }>(
    `UPDATE accounts.links SET used_at = now()
     WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > now()
     RETURNING user_id AS "userId"`,
    [hashed(secret), purpose],
  );
  if (!link) return null;
  await tx.query('UPDATE accounts.links SET used_at = now() WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL', [
    link.userId,
    purpose,
  ]);
  return link.userId;
}
