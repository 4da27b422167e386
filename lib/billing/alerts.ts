import { eq } from 'drizzle-orm';
import { accounts } from '#drizzle/schema/billing';
import { orm } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { openWallets, walletId } from './accounts.ts';

/** Below which balance a user wants to be told, in minor units; null if not. */
export async function readAlertBelow(userId: string, currency: string): Promise<number | null> {
  const [row] = await orm()
    .select({ alertBelow: accounts.alertBelow })
    .from(accounts)
    .where(eq(accounts.id, walletId({ userId, currency })));
  return row?.alertBelow ?? null;
}

/** Has a user told when the balance falls below an amount in minor units, once each time it does; null ends that. */
export async function setAlertBelow(userId: string, currency: string, amount: number | null): Promise<void> {
  await transact(async (tx) => {
    await openWallets(tx, [userId], currency); // Billing may not have heard of the user yet
    await tx.query('UPDATE billing.accounts SET alert_below = $2 WHERE id = $1', [
      walletId({ userId, currency }),
      amount,
    ]);
  });
}
