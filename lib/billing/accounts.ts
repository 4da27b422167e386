import { sql } from 'drizzle-orm';
import { accounts, houseNames } from '#drizzle/schema/billing';
import { type Given, givenRows, type RowOf, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { derivedId } from '#lib/ids';

/** What identifies a wallet: a user has one for each currency. */
export interface WalletKey {
  userId: string;
  currency: string;
}

// The shape check of the table makes sure that a wallet has an owner, a balance and a version.
const walletColumns = selection({
  id: accounts.id,
  balance: sql<number>`${accounts.balance}`,
  version: sql<number>`${accounts.version}`,
  alertBelow: accounts.alertBelow,
  isBlocked: sql<boolean>`(${accounts.blockedAt} IS NOT NULL)`,
});

/**
 * A wallet while its row is locked: the balance in minor units, the number of entries that led to it, and the balance below which
 * its owner wants an alert (null: never). A blocked one takes money and pays none.
 */
export type Wallet = RowOf<typeof walletColumns>;

/** A wallet that has just been opened. */
export type OpenedWallet = WalletKey & { accountId: string };

const HOUSE = '00000000-0000-7000-8000-000000000000';
const houseIds = new Map<string, string>();

/** The id of a wallet. It follows from the key, so it is known before the wallet is open. */
export const walletId = ({ userId, currency }: WalletKey): string => derivedId(userId, 'wallet', currency);

/** The accounts of the shop itself. */
export type HouseName = (typeof houseNames)[number];

/** The id of a house account. */
export function houseId(name: HouseName, currency: string): string {
  const key = `${name} ${currency}`;
  const id = houseIds.get(key) ?? derivedId(HOUSE, name, currency);
  houseIds.set(key, id);
  return id;
}

/** The house accounts of a currency. They are opened when the database is set up or upgraded: no order waits for another to open them. */
export const houseAccounts = (currency: string) =>
  houseNames.map((name) => ({ id: houseId(name, currency), kind: 'house' as const, name, currency }));

const accountKeys = ['id', 'kind', 'userId', 'currency', 'balance', 'version'] as const;
const given = givenRows(accounts, accountKeys);
// The shape check of the table makes sure that a wallet has an owner.
const openedColumns = selection({
  accountId: accounts.id,
  userId: sql<string>`${accounts.userId}`,
  currency: accounts.currency,
});
const insertWallets = statement<RowOf<typeof openedColumns>, Given<typeof accounts, (typeof accountKeys)[number]>>(
  sql`INSERT INTO ${accounts} (${given.names}) SELECT DISTINCT ${given.columns} FROM ${given.source}
    ORDER BY ${given.column.id} ON CONFLICT DO NOTHING RETURNING ${openedColumns}`,
);

/** Opens the wallets that do not exist yet, and returns those that it opened. */
export function openWallets(tx: Transaction, keys: WalletKey[]): Promise<OpenedWallet[]> {
  const rows = keys.map(({ userId, currency }) => ({
    id: walletId({ userId, currency }),
    kind: 'wallet' as const,
    userId,
    currency,
    balance: 0,
    version: 0,
  }));
  return tx.run(insertWallets, { rows });
}

/**
 * Locks wallets until the end of the transaction, and opens those that do not exist yet. A batch that moves money in several steps
 * calls it first: two batches that lock step by step could wait for each other.
 */
export async function lockWallets(tx: Transaction, keys: WalletKey[]): Promise<void> {
  const ids = keys.map(walletId);
  if ((await lockOpenWallets(tx, ids)).size > 0) return;
  await openWallets(tx, keys);
  await lockOpenWallets(tx, ids);
}

const ids = sql.placeholder('ids');
const lockAccounts = statement<Wallet, { ids: string[]; count: number }>(
  sql`SELECT ${walletColumns} FROM ${accounts}
    WHERE ${accounts.id} = ANY(${ids}) AND (SELECT count(*) FROM ${accounts} WHERE ${accounts.id} = ANY(${ids})) = ${sql.placeholder('count')}
    ORDER BY ${accounts.id} FOR NO KEY UPDATE`,
);

/**
 * Locks wallets and returns them by id; where one of them is not open yet, it locks and returns none. Rows are locked in the order
 * of their ids, and opened in that order before any is locked: a batch that waits for a row holds only rows before it, so two
 * batches cannot deadlock.
 */
export async function lockOpenWallets(tx: Transaction, walletIds: string[]): Promise<Map<string, Wallet>> {
  const distinct = [...new Set(walletIds)];
  const wallets = await tx.run(lockAccounts, { ids: distinct, count: distinct.length });
  return new Map(wallets.map((wallet) => [wallet.id, wallet]));
}
