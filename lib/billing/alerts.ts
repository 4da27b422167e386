import { eq } from 'drizzle-orm';
import { accounts } from '#drizzle/schema/billing';
import { orm } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { openWallets, walletId } from './accounts.ts';

/** The balance in minor units below which a user wants an alert; null where they want none. */
export async function readAlertBelow(userId: string, currency: string): Promise<number | null> {
  const [row] = await orm()
    .select({ alertBelow: accounts.alertBelow })
    .from(accounts)
    .where(eq(accounts.id, walletId({ userId, currency })));
  return row?.alertBelow ?? null;
}

/**
 * Asks for an alert whenever the balance of a user falls below an amount in minor units, one for each time it does; null ends that.
 */
export async function setAlertBelow(userId: string, currency: string, amount: number | null): Promise<void> {
  await transact(async (tx) => {
    await openWallets(tx, [{ userId, currency }]); // Billing may not have heard of the user yet
    await tx.orm
      .update(accounts)
      .set({ alertBelow: amount })
      .where(eq(accounts.id, walletId({ userId, currency })));
  });
}
