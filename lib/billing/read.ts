import { and, desc, eq, lt } from 'drizzle-orm';
import { accounts, entries, transfers } from '#drizzle/schema/billing';
import { decodeCursor, encodeCursor } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { walletId } from './accounts.ts';

/** A user's wallet; balance 0 also before Billing has opened it. */
export async function readAccount(userId: string, currency: string) {
  const accountId = walletId({ userId, currency });
  const [row] = await orm().select({ balance: accounts.balance }).from(accounts).where(eq(accounts.id, accountId));
  return { accountId, userId, balance: row?.balance ?? 0, currency };
}

/** One line of a user's statement: `amount` signed, `balance` right after it. */
export interface StatementLine {
  entryId: string;
  transferId: string;
  kind: 'deposit' | 'withdrawal' | 'payment' | 'reversal';
  amount: number;
  balance: number;
  orderId: string | null;
  createdAt: string;
}

/**
 * A page of a user's statement, newest first. `nextCursor` is null on the last page; throws `InvalidCursor` for a cursor that no
 * statement has given out.
 */
export async function readEntries(
  userId: string,
  currency: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: StatementLine[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, (text) => /^\d{1,15}$/.test(text)));
  const rows = await orm()
    .select({
      entryId: entries.id,
      transferId: entries.transferId,
      kind: transfers.kind,
      amount: entries.amount,
      balance: entries.balanceAfter,
      orderId: transfers.orderId,
      createdAt: entries.createdAt,
      version: entries.version,
    })
    .from(entries)
    .innerJoin(transfers, eq(transfers.id, entries.transferId))
    .where(
      and(
        eq(entries.accountId, walletId({ userId, currency })),
        before === undefined ? undefined : lt(entries.version, before),
      ),
    )
    .orderBy(desc(entries.version))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ version: _, ...entry }) => ({
      ...entry,
      balance: entry.balance ?? 0,
      createdAt: entry.createdAt.toISOString(),
    })),
    nextCursor: rows.length > limit ? encodeCursor(String(page.at(-1)?.version)) : null,
  };
}
