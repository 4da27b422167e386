import { and, desc, eq, gte, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, dayCloses, entries, payouts, transfers } from '#drizzle/schema/billing';
import { decodeCursor, type Page, pageOf } from '#lib/db/cursor';
import { orm, run } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import { firstIdAt } from '#lib/ids';
import { type HouseName, houseId, walletId } from './accounts.ts';
import type { Payout } from './payouts.ts';
import { ofWallet } from './read.ts';

// What the office reads of the books: everybody's accounts and transfers.

export const houseNames = accounts.name.enumValues;
export const transferKinds = transfers.kind.enumValues;
export const payoutStates = payouts.state.enumValues;

type TransferKind = (typeof transferKinds)[number];

/** One side of a transfer: a house account by its name, or the wallet of a user. */
interface Side {
  account: HouseName | 'wallet';
  userId: string | null;
}

/** A transfer as the office sees it. `amount` in minor units, `createdAt` in ISO 8601. */
export interface TransferView {
  transferId: string;
  kind: TransferKind;
  debit: Side;
  credit: Side;
  amount: number;
  currency: string;
  orderId: string | null;
  reverses: string | null;
  method: Payout['method'];
  actorId: string | null;
  note: string | null;
  createdAt: string;
}

/** Restricts the transfers: to a kind, a house account, the wallet of a user, and a span of time. */
export interface TransferFilter {
  kind?: TransferKind | undefined;
  account?: HouseName | undefined;
  userId?: string | undefined;
  /** Who of the office made it. */
  actorId?: string | undefined;
  from?: Date | undefined;
  /** The first instant after the span. */
  before?: Date | undefined;
}

/** How long a transfer may wait between the making of its id and its booking, which the span of time is about. */
const BOOKED_WITHIN_MS = 31 * 86_400_000;
/** By how much the clock that made the id may be ahead. */
const CLOCKS_DIFFER_MS = 3_600_000;

const debit = alias(accounts, 'debit');
const credit = alias(accounts, 'credit');

/** A page of all transfers, newest first. Throws `InvalidCursor`. */
export async function readTransfers(
  currency: string,
  { limit, cursor, ...filter }: { limit: number; cursor?: string | undefined } & TransferFilter,
): Promise<Page<TransferView>> {
  const rows = await orm()
    .select({ transfer: transfers, debit, credit })
    .from(transfers)
    .innerJoin(debit, eq(debit.id, transfers.debitAccountId))
    .innerJoin(credit, eq(credit.id, transfers.creditAccountId))
    .where(and(cursor ? lt(transfers.id, decodeCursor(cursor)) : undefined, ...conditionsOf(currency, filter)))
    .orderBy(desc(transfers.id))
    .limit(limit + 1);
  return pageOf(rows, limit, transferView, ({ transfer }) => transfer.id);
}

function conditionsOf(
  currency: string,
  { kind, account, userId, actorId, from, before }: TransferFilter,
): (SQL | undefined)[] {
  const house = account === undefined ? undefined : houseId(account, currency);
  const throughWallet = (id: string) =>
    inArray(transfers.id, orm().select({ id: entries.transferId }).from(entries).where(ofWallet(id)));
  const isNoPayment = (kind !== undefined && kind !== 'payment') || (account !== undefined && account !== 'revenue');
  return [
    kind && eq(transfers.kind, kind),
    house === undefined ? undefined : or(eq(transfers.debitAccountId, house), eq(transfers.creditAccountId, house)),
    // Written out, so that Postgres can tell that the index of all but payments, which are most, holds them.
    isNoPayment ? sql`${transfers.kind} <> 'payment'` : undefined,
    userId === undefined ? undefined : throughWallet(walletId({ userId, currency })),
    actorId === undefined ? undefined : eq(transfers.actorId, actorId),
    from && and(gte(transfers.createdAt, from), gte(transfers.id, firstIdAt(from.getTime() - BOOKED_WITHIN_MS))),
    before && and(lt(transfers.createdAt, before), lt(transfers.id, firstIdAt(before.getTime() + CLOCKS_DIFFER_MS))),
  ];
}

interface Row {
  transfer: typeof transfers.$inferSelect;
  debit: typeof accounts.$inferSelect;
  credit: typeof accounts.$inferSelect;
}

function transferView({ transfer, debit, credit }: Row): TransferView {
  const { id: transferId, debitAccountId: _, creditAccountId: __, createdAt, ...facts } = transfer;
  return {
    transferId,
    debit: sideOf(debit),
    credit: sideOf(credit),
    ...facts,
    createdAt: createdAt.toISOString(),
  };
}

const sideOf = ({ name, userId }: typeof accounts.$inferSelect): Side => ({ account: name ?? 'wallet', userId });

/** What somebody of the office took or paid out at the till; amounts in minor units, `balance` is the one right after it. */
export interface TillEntry {
  transferId: string;
  kind: 'deposit' | 'withdrawal';
  userId: string;
  amount: number;
  balance: number;
  currency: string;
  method: 'cash' | 'card' | 'bank';
  note: string | null;
  actorId: string;
  isUndone: boolean;
  createdAt: Date;
}

const wallet = alias(entries, 'wallet');
const reversal = alias(transfers, 'reversal');

/** An entry of the till; null where the transfer is none. */
export async function readTillEntry(transferId: string): Promise<TillEntry | null> {
  const [row] = await orm()
    .select({ transfer: transfers, balance: wallet.balanceAfter, userId: accounts.userId, undoneBy: reversal.id })
    .from(transfers)
    .innerJoin(wallet, and(eq(wallet.transferId, transfers.id), isNotNull(wallet.version)))
    .innerJoin(accounts, eq(accounts.id, wallet.accountId))
    .leftJoin(reversal, eq(reversal.reverses, transfers.id))
    .where(and(eq(transfers.id, transferId), isNotNull(transfers.actorId)))
    .limit(1);
  if (!row) return null;
  const { transfer, balance, userId, undoneBy } = row;
  const { kind, actorId, method, amount, currency, note, createdAt } = transfer;
  if ((kind !== 'deposit' && kind !== 'withdrawal') || !actorId || !method || method === 'sandbox' || !userId)
    return null;
  const facts = { transferId, kind, userId, amount, currency, method, note, actorId, createdAt };
  return { ...facts, balance: balance ?? 0, isUndone: undoneBy !== null };
}

/** A page of the payouts, newest first; with `state` only those in it. Throws `InvalidCursor`. */
export async function readPayouts({
  limit,
  cursor,
  state,
}: {
  limit: number;
  cursor?: string | undefined;
  state?: Payout['state'] | undefined;
}): Promise<Page<Payout>> {
  const rows = await orm()
    .select()
    .from(payouts)
    .where(and(cursor ? lt(payouts.transferId, decodeCursor(cursor)) : undefined, state && eq(payouts.state, state)))
    .orderBy(desc(payouts.transferId))
    .limit(limit + 1);
  return pageOf(
    rows,
    limit,
    ({ decidedAs: _, ...payout }) => payout,
    ({ transferId }) => transferId,
  );
}

/** What an account holds: a wallet what the shop owes its user; of a house account, what came from it is negative. */
interface Held {
  account: HouseName | 'wallets';
  currency: string;
  balance: number;
}

const at = sql.placeholder('at');
/** For now: nothing is booked later. */
const NOW = 'infinity';

/** The two entries of a transfer, which its row has both. */
export const halves = sql`(VALUES (${transfers.debitAccountId}, -${transfers.amount}), (${transfers.creditAccountId}, ${transfers.amount}))
  AS half(account, amount)`;
/** What some transfers moved, by account. */
const moved = (
  where: SQL,
) => sql`(SELECT half.account, sum(half.amount) AS sum FROM ${transfers} CROSS JOIN LATERAL ${halves}
  WHERE ${where} GROUP BY half.account)`;
// A balance of the past is that of now without what came later: most questions are about the last days.
const later = sql`${moved(sql`${transfers.createdAt} > ${at}::timestamptz`)} AS later`;

const lastHeld = sql`(SELECT ${dayCloses.until}, ${dayCloses.position}, ${dayCloses.held} FROM ${dayCloses}
  WHERE ${dayCloses.held} IS NOT NULL ORDER BY ${dayCloses.number} DESC LIMIT 1)`;
// What the house holds now is what it held when the last day was closed, and what came since.
const findHeld = statement<Held, { at: string }>(
  sql`WITH last AS MATERIALIZED ${lastHeld}
    SELECT coalesce(${accounts.name}, 'wallets') AS account, ${selection({ currency: accounts.currency })},
      sum(coalesce(${accounts.balance}, ((SELECT held FROM last) ->> ${accounts.id}::text)::bigint, 0) + coalesce(since.sum, 0)
        - coalesce(later.sum, 0))::bigint AS balance
    FROM ${accounts}
    LEFT JOIN ${moved(sql`${transfers.createdAt} >= coalesce((SELECT until FROM last), '-infinity')
      OR ${transfers.position} > (SELECT position FROM last)`)} AS since ON since.account = ${accounts.id} AND ${accounts.kind} = 'house'
    LEFT JOIN ${later} ON later.account = ${accounts.id}
    GROUP BY ${accounts.name}, ${accounts.currency} ORDER BY ${accounts.currency}, ${accounts.name} NULLS FIRST`,
);

/**
 * The trial balance now, or at an instant: what each house account and all wallets together held, in minor units. The sum is zero in each
 * currency.
 */
export const readTrialBalance = (instant?: Date): Promise<Held[]> =>
  run(findHeld, { at: instant?.toISOString() ?? NOW });

/** What the shop owes its customers, in minor units: in all, to how many, and to whom, the largest first. */
export interface Liabilities {
  total: number;
  count: number;
  customers: { userId: string; balance: number }[];
}

const findOwed = statement<
  { userId: string; balance: number; total: number; count: number },
  { at: string; currency: string; limit: number | null }
>(
  sql`WITH owed AS MATERIALIZED (
      SELECT ${selection({ userId: accounts.userId, balance: sql`(${accounts.balance} - coalesce(later.sum, 0))::bigint` })}
      FROM ${accounts} LEFT JOIN ${later} ON later.account = ${accounts.id}
      WHERE ${accounts.kind} = 'wallet' AND ${accounts.currency} = ${sql.placeholder('currency')}
        AND ${accounts.balance} <> coalesce(later.sum, 0))
    SELECT owed.*, sums.* FROM owed, (SELECT sum(balance)::bigint AS total, count(*) FROM owed) AS sums
    ORDER BY balance DESC, "userId" LIMIT ${sql.placeholder('limit')}`,
);

/** What the shop owes now, or owed at an instant; only the `limit` largest are named. Who is owed nothing is left out. */
export async function readLiabilities(
  currency: string,
  { at: instant, limit }: { at?: Date | undefined; limit?: number | undefined } = {},
): Promise<Liabilities> {
  const rows = await run(findOwed, { currency, at: instant?.toISOString() ?? NOW, limit: limit ?? null });
  const [{ total, count } = { total: 0, count: 0 }] = rows;
  return { total, count, customers: rows.map(({ userId, balance }) => ({ userId, balance })) };
}
