import { and, desc, eq, gte, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, entries, payouts, transfers } from '#drizzle/schema/billing';
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
// Summed by account before they are joined: there are many entries for each account.
const booked = sql`(SELECT ${selection({ account: entries.accountId, sum: sql`sum(${entries.amount})` })} FROM ${entries}
  WHERE ${entries.createdAt} <= ${at} GROUP BY ${entries.accountId}) AS booked`;

const findHeld = statement<Held, { at: string }>(
  sql`SELECT coalesce(${accounts.name}, 'wallets') AS account, ${selection({ currency: accounts.currency })},
      coalesce(sum(booked.sum), 0)::bigint AS balance
    FROM ${accounts} LEFT JOIN ${booked} ON booked.account = ${accounts.id}
    GROUP BY ${accounts.name}, ${accounts.currency} ORDER BY ${accounts.currency}, ${accounts.name} NULLS FIRST`,
);

const findHeldNow = statement<Held>(
  sql`SELECT coalesce(${accounts.name}, 'wallets') AS account, ${selection({ currency: accounts.currency })},
      sum(coalesce(${accounts.balance}, booked.sum, 0))::bigint AS balance
    FROM ${accounts} LEFT JOIN (
      SELECT ${selection({ account: entries.accountId, sum: sql`sum(${entries.amount})` })} FROM ${entries}
      WHERE ${entries.version} IS NULL GROUP BY ${entries.accountId}
    ) AS booked ON booked.account = ${accounts.id}
    GROUP BY ${accounts.name}, ${accounts.currency} ORDER BY ${accounts.currency}, ${accounts.name} NULLS FIRST`,
);

/**
 * The trial balance now, or at an instant: what each house account and all wallets together held, in minor units. The sum is zero in each
 * currency. Wallets know what they hold now; for an instant every entry before it is read.
 */
export const readTrialBalance = (instant?: Date): Promise<Held[]> =>
  instant ? run(findHeld, { at: instant.toISOString() }) : run(findHeldNow, {});

const findOwed = statement<{ userId: string; balance: number }, { at: string; currency: string }>(
  sql`SELECT ${selection({ userId: accounts.userId, balance: sql`booked.sum::bigint` })}
    FROM ${booked} JOIN ${accounts} ON ${accounts.id} = booked.account
    WHERE ${accounts.kind} = 'wallet' AND ${accounts.currency} = ${sql.placeholder('currency')} AND booked.sum <> 0
    ORDER BY booked.sum DESC, ${accounts.userId}`,
);

const findOwedNow = statement<{ userId: string; balance: number }, { currency: string }>(
  sql`SELECT ${selection({ userId: accounts.userId, balance: accounts.balance })} FROM ${accounts}
    WHERE ${accounts.kind} = 'wallet' AND ${accounts.currency} = ${sql.placeholder('currency')} AND ${accounts.balance} <> 0
    ORDER BY ${accounts.balance} DESC, ${accounts.userId}`,
);

/** What the shop owes to whom now, or owed at an instant, in minor units, the largest first. Who is owed nothing is left out. */
export const readLiabilities = (currency: string, instant?: Date): Promise<{ userId: string; balance: number }[]> =>
  instant ? run(findOwed, { at: instant.toISOString(), currency }) : run(findOwedNow, { currency });
