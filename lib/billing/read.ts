import { and, desc, eq, gt, inArray, isNotNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import { accounts, entries, transfers } from '#drizzle/schema/billing';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm } from '#lib/db/pool';
import { walletId } from './accounts.ts';
import type { Movement } from './decide.ts';

/** The wallet of a user, balance in minor units. The balance is 0 before Billing has opened the wallet, too. */
export async function readAccount(userId: string, currency: string) {
  const accountId = walletId({ userId, currency });
  const [row] = await orm().select({ balance: accounts.balance }).from(accounts).where(eq(accounts.id, accountId));
  return { accountId, userId, balance: row?.balance ?? 0, currency };
}

/** The balances of users in minor units, and whose wallet is blocked. A user whom Billing has not heard of is missing. */
export async function readWallets(
  userIds: string[],
  currency: string,
): Promise<Map<string, { balance: number; isBlocked: boolean }>> {
  const rows = await orm()
    .select({ userId: accounts.userId, balance: accounts.balance, blockedAt: accounts.blockedAt })
    .from(accounts)
    .where(
      inArray(
        accounts.id,
        userIds.map((userId) => walletId({ userId, currency })),
      ),
    );
  return new Map(
    rows.map(({ userId, balance, blockedAt }) => [
      userId ?? '',
      { balance: balance ?? 0, isBlocked: blockedAt !== null },
    ]),
  );
}

/** One line of a statement, in minor units: `amount` is signed, `balance` is the one right after it. */
export interface StatementLine {
  entryId: string;
  transferId: string;
  kind: Movement['kind'];
  amount: number;
  balance: number;
  orderId: string | null;
  /** Why, in the words of whoever made it. */
  note: string | null;
  createdAt: string;
}

/** Restricts a statement to one kind of lines and to a span of time. */
export interface StatementFilter {
  kind?: StatementLine['kind'] | undefined;
  from?: Date | undefined;
  /** The first instant after the span. */
  before?: Date | undefined;
}

/** A page of the statement of a user, newest first. Throws `InvalidCursor`. */
export async function readEntries(
  userId: string,
  currency: string,
  { limit, cursor, kind, ...span }: { limit: number; cursor?: string | undefined } & StatementFilter,
): Promise<Page<StatementLine>> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, (text) => /^\d{1,15}$/.test(text)));
  const account = walletId({ userId, currency });
  const rows = await lines()
    .where(
      and(
        ofWallet(account),
        before === undefined ? undefined : lt(entries.version, before),
        kind && eq(transfers.kind, kind),
        await within(account, span),
      ),
    )
    .orderBy(desc(entries.version))
    .limit(limit + 1);
  return pageOf(rows, limit, lineOf, ({ version }) => version ?? 0);
}

/** The whole statement of a span, oldest first, in minor units. `opening` and the amounts of all lines add up to `closing`. */
export async function readStatement(
  userId: string,
  currency: string,
  span: { from: Date; before: Date },
): Promise<{ opening: number; lines: StatementLine[]; closing: number }> {
  const account = walletId({ userId, currency });
  const rows = await lines()
    .where(and(ofWallet(account), await within(account, span)))
    .orderBy(entries.version);
  const [first] = rows;
  const opening = first ? (first.balance ?? 0) - first.amount : await balanceBefore(account, span.from);
  return { opening, lines: rows.map(lineOf), closing: rows.at(-1)?.balance ?? opening };
}

/** The entries of a wallet. All have a version; written out, so that Postgres can tell that the index of versions holds them. */
export const ofWallet = (accountId: string): SQL | undefined =>
  and(eq(entries.accountId, accountId), isNotNull(entries.version));

const lines = () =>
  orm()
    .select({
      entryId: entries.id,
      transferId: entries.transferId,
      // Every other kind than that of a movement leaves wallets alone.
      kind: sql<Movement['kind']>`${transfers.kind}`,
      amount: entries.amount,
      balance: entries.balanceAfter,
      orderId: transfers.orderId,
      note: transfers.note,
      createdAt: entries.createdAt,
      version: entries.version,
    })
    .from(entries)
    .innerJoin(transfers, eq(transfers.id, entries.transferId));

function lineOf({ version: _, ...entry }: Awaited<ReturnType<typeof lines>>[number]): StatementLine {
  return { ...entry, balance: entry.balance ?? 0, createdAt: entry.createdAt.toISOString() };
}

/**
 * The entries of a span of time, as a span of versions. An entry carries the time its transaction began, so entries that are close in time
 * may have the opposite order in time and in the ledger; only their versions are without gaps.
 */
async function within(account: string, { from, before }: StatementFilter): Promise<SQL | undefined> {
  const [first, last] = await Promise.all([from && lastBefore(account, from), before && lastBefore(account, before)]);
  return and(
    from ? gt(entries.version, first?.version ?? 0) : undefined,
    before ? lte(entries.version, last?.version ?? 0) : undefined,
  );
}

const balanceBefore = async (account: string, time: Date): Promise<number> =>
  (await lastBefore(account, time))?.balance ?? 0;

async function lastBefore(account: string, time: Date) {
  const [row] = await orm()
    .select({ version: entries.version, balance: entries.balanceAfter })
    .from(entries)
    .where(and(ofWallet(account), lt(entries.createdAt, time)))
    .orderBy(desc(entries.version))
    .limit(1);
  return row;
}
