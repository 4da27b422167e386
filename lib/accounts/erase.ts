import { eq } from 'drizzle-orm';
import { credentials, invitations, links, sessions, tokens } from '#drizzle/schema/accounts';
import type { Transaction } from '#lib/db/transact';
import { forgetAttempts, subjects } from './rate-limits.ts';

/**
 * Deletes everything that lets a person in, what invited them, and the attempts that were counted for the person. Returns the ids of those
 * invitations.
 */
export async function eraseAccess(
  tx: Transaction,
  { userId, email }: { userId: string; email: string },
): Promise<string[]> {
  for (const table of [sessions, tokens, links, credentials])
    await tx.orm.delete(table).where(eq(table.userId, userId));
  await forgetAttempts(tx, [subjects.signIn(email), subjects.signUp(email), subjects.money(userId)]);
  const erased = await tx.orm.delete(invitations).where(eq(invitations.email, email)).returning({ id: invitations.id });
  return erased.map(({ id }) => id);
}
