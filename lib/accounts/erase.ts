import { eq } from 'drizzle-orm';
import { credentials, links, sessions, tokens } from '#drizzle/schema/accounts';
import type { Transaction } from '#lib/db/transact';
import { forgetAttempts, subjects } from './rate-limits.ts';

/** Deletes everything that lets a person in, and the attempts that were counted for the person. */
export async function eraseAccess(
  tx: Transaction,
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  for (const table of [sessions, tokens, links, credentials])
    await tx.orm.delete(table).where(eq(table.userId, userId));
  await forgetAttempts(tx, [subjects.signIn(email), subjects.signUp(email), subjects.money(userId)]);
}
