import { eq } from 'drizzle-orm';
import { accounts } from '#drizzle/schema/billing';
import type { Transaction } from '#lib/db/transact';
import { lockWallets, type WalletKey, walletId } from './accounts.ts';

/**
 * Blocks a wallet, which then takes money and pays none, or unblocks it. Since when it was blocked before and is now (null: not blocked);
 * a blocked wallet stays blocked since the first time. What is decided about its money at once comes wholly before or after.
 */
export async function setBlocked(
  tx: Transaction,
  wallet: WalletKey,
  isBlocked: boolean,
): Promise<{ before: Date | null; after: Date | null }> {
  await lockWallets(tx, [wallet]);
  const isIt = eq(accounts.id, walletId(wallet));
  const [row] = await tx.orm.select({ blockedAt: accounts.blockedAt }).from(accounts).where(isIt);
  const before = row?.blockedAt ?? null;
  if ((before !== null) === isBlocked) return { before, after: before };
  const after = isBlocked ? new Date() : null;
  await tx.orm.update(accounts).set({ blockedAt: after }).where(isIt);
  tx.signal({ topic: 'user', key: wallet.userId });
  return { before, after };
}
