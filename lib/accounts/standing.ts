import { type SQL, sql } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import { selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';

// An account stands while its credential is there. Whoever does something for a person locks the credential, and erasing the account locks it
// too: either the erasure sees what was done, or nothing is done.

/**
 * The ids of those accounts among `userIds` that stand, as one array named `ids`, for a larger statement. They stand until the end of the
 * transaction: their credentials are locked, in the order of their ids. The aggregate has all of them locked before anything is decided.
 * Whoever is being erased is waited for, or skipped.
 */
export const lockStanding = (userIds: SQL, erased: 'wait' | 'skip' = 'wait') =>
  sql`SELECT coalesce(array_agg(locked.id), '{}') AS ids FROM (
    SELECT ${selection({ id: credentials.userId })} FROM ${credentials} WHERE ${credentials.userId} = ANY(${userIds})
    ORDER BY ${credentials.userId} FOR KEY SHARE ${sql.raw(erased === 'skip' ? 'SKIP LOCKED' : '')}) AS locked`;

/** A condition: the person had a credential when the statement began. */
export const hasCredential = (userId: SQL) =>
  sql`EXISTS (SELECT FROM ${credentials} WHERE ${credentials.userId} = ${userId})`;

const standing = statement<{ ids: string[] }, { userIds: string[] }>(
  lockStanding(sql`${sql.placeholder('userIds')}::uuid[]`),
);

/** Those of these people whose account stands; it cannot be erased before the end of the transaction. */
export async function whoStands(tx: Transaction, userIds: string[]): Promise<Set<string>> {
  const [found] = await tx.run(standing, { userIds });
  return new Set(found?.ids);
}

/** Whether the account of a person stands; it cannot be erased before the end of the transaction. */
export const accountStands = async (tx: Transaction, userId: string): Promise<boolean> =>
  (await whoStands(tx, [userId])).has(userId);

const lock = statement<{ userId: string }, { userId: string }>(
  sql`SELECT ${selection({ userId: credentials.userId })} FROM ${credentials}
    WHERE ${credentials.userId} = ${sql.placeholder('userId')} FOR UPDATE`,
);

/** Locks an account that is to be erased: what others began for it is committed then, and they begin nothing more. False where it is gone. */
export const lockToErase = async (tx: Transaction, userId: string): Promise<boolean> =>
  (await tx.run(lock, { userId })).length > 0;
