import { expect } from 'vitest';
import { lockWallets, walletId } from '#lib/billing/accounts';
import { waitingForLock } from '#lib/billing/testing';
import { consumeBatch } from '#lib/broker/consumer';
import { first, publish } from '#lib/broker/publish';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { commandReply } from '#lib/messages/command-reply';
import { givenCustomer, test } from '#scripts/testing/shop';
import { billing } from './command-reply.ts';

test('a batch that deposits for one customer and withdraws for another never deadlocks with one that locks both', async () => {
  const ids = await Promise.all([givenCustomer(1_000), givenCustomer(1_000)]);
  const [low, high] = ids
    .map(({ userId }) => ({ userId, currency: 'EUR', wallet: walletId({ userId, currency: 'EUR' }) }))
    .sort((a, b) => (a.wallet < b.wallet ? -1 : 1)) as [Owner, Owner];
  await transact((tx) =>
    publish(tx, [
      first(commandReply, 'BillingTransfer', movement(high), newId()),
      first(commandReply, 'BillingWithdraw', movement(low), newId()),
    ]),
  );

  let batch: Promise<number> | undefined;
  await transact(async (tx) => {
    // This transaction holds the low wallet and will want the high one. A batch that locked the high one first would now hold what this one wants.
    await lockWallets(tx, [low]);
    batch = consumeBatch(billing);
    await waitingForLock();
    await lockWallets(tx, [high]);
  });

  expect(await batch).toBe(2);
  const [deadlocks] = await query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()');
  expect(deadlocks).toEqual({ deadlocks: 0 });
});

interface Owner {
  userId: string;
  currency: string;
  wallet: string;
}

const movement = ({ userId, currency }: Owner) => ({ transferId: newId(), userId, amount: 100, currency });
