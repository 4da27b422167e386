import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { credentials, tokens } from '#drizzle/schema/accounts';
import { gather } from '#lib/db/gather';
import { orm, run } from '#lib/db/pool';
import { bareList, type RowOf, selection, statement } from '#lib/db/statement';
import { transact } from '#lib/db/transact';
import { ownAction, recordActions } from './audit-log.ts';
import { hashed, newSecret } from './secrets.ts';
import type { Identity } from './sign-in.ts';
import { accountStands } from './standing.ts';

const TOKEN_DAYS = 30;
const NAMED_TOKEN_DAYS = 365;
/** The most open tokens that a person may have made in the settings. */
const NAMED_TOKENS_MAX = 50;

const stands = and(isNull(tokens.revokedAt), gt(tokens.expiresAt, sql`now()`));
const isStale = sql<boolean>`coalesce(${tokens.lastUsedAt} < now() - interval '1 minute', true)`;

/** A new bearer token; null where the account was erased meanwhile. It is shown this once: only its hash is stored. */
export async function issueToken(userId: string): Promise<{ token: string; expiresAt: string } | null> {
  const token = newSecret();
  return transact(async (tx) => {
    if (!(await accountStands(tx, userId))) return null;
    const [row] = await tx.orm
      .insert(tokens)
      .values({ hash: hashed(token), userId, expiresAt: sql`now() + make_interval(days => ${TOKEN_DAYS})` })
      .returning({ tokenId: tokens.id, expiresAt: tokens.expiresAt });
    if (!row) throw new Error('the token was not stored');
    await recordActions(tx, [ownAction(userId, 'token-issued', { tokenId: row.tokenId })]);
    return { token, expiresAt: row.expiresAt.toISOString() };
  });
}

const found = selection({ hash: tokens.hash, userId: tokens.userId, role: credentials.role, isStale });
const findAll = statement<RowOf<typeof found>, { hashes: string[] }>(sql`
  SELECT ${found} FROM ${tokens} JOIN ${credentials} ON ${credentials.userId} = ${tokens.userId}
  WHERE ${tokens.hash} = ANY(${sql.placeholder('hashes')}) AND ${stands}`);
const find = gather(
  'tokens',
  (hashes) => run(findAll, { hashes }),
  ({ hash }) => hash,
);

/** Whose token this is; null if it is unknown, expired or revoked. */
export async function findToken(token: string): Promise<Identity | null> {
  const hash = hashed(token);
  const owner = await find(hash);
  if (!owner) return null;
  if (owner.isStale)
    await orm()
      .update(tokens)
      .set({ lastUsedAt: sql`now()` })
      .where(and(eq(tokens.hash, hash), isStale));
  return { userId: owner.userId, role: owner.role };
}

/** Revokes the token that is shown. */
export async function revokeToken(token: string): Promise<void> {
  await revoke(eq(tokens.hash, hashed(token)));
}

/** Revokes one token of a person. */
export async function endToken(userId: string, tokenId: string): Promise<void> {
  await revoke(and(eq(tokens.userId, userId), eq(tokens.id, tokenId)));
}

async function revoke(which: ReturnType<typeof and>): Promise<void> {
  await transact(async (tx) => {
    const rows = await tx.orm
      .update(tokens)
      .set({ revokedAt: sql`now()` })
      .where(and(which, isNull(tokens.revokedAt)))
      .returning({ userId: tokens.userId, tokenId: tokens.id });
    await recordActions(
      tx,
      rows.map(({ userId, tokenId }) => ownAction(userId, 'token-revoked', { tokenId })),
    );
  });
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
  return orm()
    .select({
      tokenId: tokens.id,
      name: tokens.name,
      createdAt: tokens.createdAt,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
    })
    .from(tokens)
    .where(and(eq(tokens.userId, userId), stands))
    .orderBy(desc(tokens.createdAt), asc(tokens.id))
    .limit(2 * NAMED_TOKENS_MAX);
}

const make = statement<{ hash: string }, { hash: string; tokenId: string; userId: string; name: string }>(sql`
  INSERT INTO ${tokens} (${bareList([tokens.hash, tokens.id, tokens.userId, tokens.name, tokens.expiresAt])})
  SELECT ${sql.placeholder('hash')}, ${sql.placeholder('tokenId')}::uuid, ${sql.placeholder('userId')}::uuid,
    ${sql.placeholder('name')}, now() + make_interval(days => ${sql.raw(String(NAMED_TOKEN_DAYS))})
  WHERE (SELECT count(*) FROM ${tokens} WHERE ${tokens.userId} = ${sql.placeholder('userId')} AND ${tokens.name} IS NOT NULL AND ${stands})
    < ${sql.raw(String(NAMED_TOKENS_MAX))}
  ON CONFLICT (${bareList([tokens.id])}) DO NOTHING
  RETURNING ${bareList([tokens.hash])}`);

/**
 * Makes a token that is good for a year, and shows it this once. The caller makes `tokenId` (a UUID), so that asking again makes no second
 * one. Null if the token was made before, if the person has fifty tokens already, or if the account was erased meanwhile.
 */
export async function makeToken(userId: string, name: string, tokenId: string): Promise<string | null> {
  const token = newSecret();
  return transact(async (tx) => {
    if (!(await accountStands(tx, userId))) return null;
    const made = await tx.run(make, { hash: hashed(token), tokenId, userId, name });
    if (made.length === 0) return null;
    await recordActions(tx, [ownAction(userId, 'token-issued', { tokenId, name })]);
    return token;
  });
}
