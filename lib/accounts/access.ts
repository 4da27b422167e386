import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { sessions, tokens } from '#drizzle/schema/accounts';
import type { Transaction } from '#lib/db/transact';

/** Ends every session and token of a person, except for the session `exceptSessionId`. Open pages of the others are sent to sign in. */
export async function endAccess(tx: Transaction, userId: string, exceptSessionId: string | null): Promise<void> {
  const others = exceptSessionId === null ? undefined : ne(sessions.id, exceptSessionId);
  await tx.orm
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), others, isNull(sessions.revokedAt)));
  await tx.orm
    .update(tokens)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(tokens.userId, userId), isNull(tokens.revokedAt)));
  tx.signal({ topic: 'user', key: userId });
  tx.signal({ topic: 'session', key: userId });
}
