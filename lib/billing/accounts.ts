import type { Transaction } from '#lib/db/transact';
import { derivedId } from '#lib/ids';

/** A wallet, known before it is opened: its id follows from whose it is. */
export interface WalletName {
  walletId: string;
  userId: string;
  currency: string;
}

/**
 * A wallet as its row says while the row is locked: balance in minor units, how many entries led to it, and below which balance its
 * owner wants to be told (null: never).
 */
export type Wallet = { id: string; balance: number; version: number; alertBelow: number | null };

/** A wallet that was opened just now. */
export type OpenedWallet = { accountId: string; userId: string; currency: string };

const HOUSE = '00000000-0000-7000-8000-000000000000';
const houseIds = new Map<string, string>();

/** The id of a user's wallet of a currency. */
export const walletId = ({ userId, currency }: { userId: string; currency: string }): string =>
  derivedId(userId, 'wallet', currency);

/** The id of a house account: `cash` is what came in and went out, `revenue` what orders paid. */
export function houseId(name: 'cash' | 'revenue', currency: string): string {
  const key = `${name} ${currency}`;
  const id = houseIds.get(key) ?? derivedId(HOUSE, name, currency);
  houseIds.set(key, id);
  return id;
}

/**
 * Opens the wallets that do not exist yet, and returns those that it opened: a wallet that an earlier message opened is not among
 * them.
 */
export function openWallets(tx: Transaction, userIds: string[], currency: string): Promise<OpenedWallet[]> {
  return openNamed(
    tx,
    userIds.map((userId) => ({ walletId: walletId({ userId, currency }), userId, currency })),
  );
}

/** `openWallets` for wallets of any currency; the house accounts of a currency are opened with its first wallet. */
export async function openNamed(tx: Transaction, names: WalletName[]): Promise<OpenedWallet[]> {
  const wallets = names.map(({ walletId: id, userId, currency }) => ({ id, user_id: userId, currency }));
  const houses = [...new Set(names.map(({ currency }) => currency))].flatMap((currency) =>
    (['cash', 'revenue'] as const).map((name) => ({ id: houseId(name, currency), name, currency })),
  );
  const opened = await tx.query<OpenedWallet | { userId: null }>(
    `INSERT INTO billing.accounts (id, kind, user_id, name, currency, balance, version)
     SELECT DISTINCT id, CASE WHEN name IS NULL THEN 'wallet' ELSE 'house' END, user_id, name, currency,
       CASE WHEN name IS NULL THEN 0 END, CASE WHEN name IS NULL THEN 0 END
     FROM json_to_recordset($1) AS account(id uuid, user_id uuid, name text, currency text)
     ORDER BY id
     ON CONFLICT DO NOTHING
     RETURNING id AS "accountId", user_id AS "userId", currency`,
    [JSON.stringify([...wallets, ...houses])],
  );
  return opened.filter((account) => account.userId !== null);
}

/** Opens and locks the wallets of a batch that moves money in several steps: locked step by step, two batches could wait for each other. */
export async function lockAllWallets(tx: Transaction, owners: { userId: string; currency: string }[]): Promise<void> {
  const names = owners.map((owner) => ({ walletId: walletId(owner), ...owner }));
  if ((await lockWallets(tx, names)).size > 0) return;
  await openNamed(tx, names);
  await lockWallets(tx, names);
}

/**
 * Locks wallets and returns them by id; locks none where one of them is not open yet, and then returns none. Rows are locked in id
 * order, and opened in id order before any is locked: whoever waits for a row holds only rows before it, so two batches cannot
 * deadlock.
 */
export async function lockWallets(tx: Transaction, names: WalletName[]): Promise<Map<string, Wallet>> {
  const wallets = await tx.query<Wallet>(
    `SELECT id, balance, version, alert_below AS "alertBelow" FROM billing.accounts
     WHERE id = ANY($1::uuid[]) AND (SELECT count(*) FROM billing.accounts WHERE id = ANY($1)) = cardinality($1)
     ORDER BY id FOR NO KEY UPDATE`,
    [[...new Set(names.map((name) => name.walletId))]],
  );
  return new Map(wallets.map((wallet) => [wallet.id, wallet]));
}
