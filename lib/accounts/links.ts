import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { links } from '#drizzle/schema/accounts';
import { orm } from '#lib/db/pool';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { hashed, newSecret } from './secrets.ts';
import { whoStands } from './standing.ts';

/** What a link that was sent by e-mail lets its holder do. */
export type Purpose = 'verify-email' | 'reset-password';

const HOURS: Record<Purpose, number> = { 'verify-email': 24, 'reset-password': 1 };
const LINKS_PER_HOUR = 5;

const given = givenRows(links, ['hash', 'userId', 'purpose']);
const make = statement<{ userId: string }, Given<typeof links, 'hash' | 'userId' | 'purpose'> & { hours: number }>(sql`
  INSERT INTO ${links} (${given.names}, ${bare(links.expiresAt)})
  SELECT ${given.columns}, now() + make_interval(hours => ${sql.placeholder('hours')}::int) FROM ${given.source}
  WHERE (SELECT count(*) FROM ${links} WHERE ${links.userId} = ${given.column.userId}
    AND ${links.purpose} = ${given.column.purpose} AND ${links.createdAt} > now() - interval '1 hour')
    < ${sql.raw(String(LINKS_PER_HOUR))}
  RETURNING ${selection({ userId: links.userId })}`);

/**
 * Makes a link for each person and returns the secrets by user id; only their hashes are stored. Nobody gets more than five within the hour,
 * and is then missing in the result, as is anybody who has erased their account: whoever knows an address must not be able to fill its mailbox.
 * Earlier links stay good until one is used.
 */
export async function makeLinks(
  tx: Transaction,
  userIds: string[],
  purpose: Purpose,
  hours = HOURS[purpose],
): Promise<Map<string, string>> {
  const secrets = new Map([...(await whoStands(tx, userIds))].map((userId) => [userId, newSecret()]));
  const rows = [...secrets].map(([userId, secret]) => ({ hash: hashed(secret), userId, purpose }));
  const made = new Set((await tx.run(make, { rows, hours })).map(({ userId }) => userId));
  return new Map([...secrets].filter(([userId]) => made.has(userId)));
}

/** Which of these people were sent a link of any kind. */
export async function ownersOfLinks(tx: Transaction, userIds: string[]): Promise<Set<string>> {
  const found = await tx.orm.selectDistinct({ userId: links.userId }).from(links).where(inArray(links.userId, userIds));
  return new Set(found.map(({ userId }) => userId));
}

const isOpen = (secret: string, purpose: Purpose) =>
  and(
    eq(links.hash, hashed(secret)),
    eq(links.purpose, purpose),
    isNull(links.usedAt),
    gt(links.expiresAt, sql`now()`),
  );

/** Whose link this is; null if it is unknown, used or expired. Asking does not use it. */
export async function ownerOfLink(secret: string, purpose: Purpose): Promise<string | null> {
  const [link] = await orm().select({ userId: links.userId }).from(links).where(isOpen(secret, purpose));
  return link?.userId ?? null;
}

/** Uses a link, and with it the others that its owner got for the same purpose. Returns whose it is; null if it is unknown, used or expired. */
export async function spendLink(tx: Transaction, secret: string, purpose: Purpose): Promise<string | null> {
  const [link] = await tx.orm
    .update(links)
    .set({ usedAt: sql`now()` })
    .where(isOpen(secret, purpose))
    .returning({ userId: links.userId });
  if (!link) return null;
  await spendLinksOf(tx, link.userId, purpose);
  return link.userId;
}

/** Invalidates every unused link that a person got for a purpose. */
export async function spendLinksOf(tx: Transaction, userId: string, purpose: Purpose): Promise<void> {
  await tx.orm
    .update(links)
    .set({ usedAt: sql`now()` })
    .where(and(eq(links.userId, userId), eq(links.purpose, purpose), isNull(links.usedAt)));
}
