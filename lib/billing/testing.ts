import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import type { PaymentRequest } from './payments.ts';
import { readAccount } from './read.ts';
import { deposit, type TransferRequest } from './transfers.ts';

/** A new transfer of a user. */
export const transferOf = (userId: string, amount: number): TransferRequest => ({
  transferId: newId(),
  userId,
  amount,
  currency: 'EUR',
});

/** The payment of a new order of a user. */
export const orderOf = (userId: string, amount: number): PaymentRequest => ({
  orderId: newId(),
  userId,
  amount,
  currency: 'EUR',
});

/** A new user whose wallet holds `balance`. */
export async function givenBalance(balance: number): Promise<string> {
  const userId = newId();
  await transact((tx) => deposit(tx, [transferOf(userId, balance)]));
  return userId;
}

export const balanceOf = async (userId: string): Promise<number> => (await readAccount(userId, 'EUR')).balance;

/** Waits until a statement in this database waits for a lock. */
export async function waitingForLock(): Promise<void> {
  for (;;) {
    const [row] = await query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (row?.waiting) return;
  }
}
