import { expect } from 'vitest';
import { audit } from '#lib/audit/audit';
import { ledgerChecks } from '#lib/audit/ledger';
import { transact } from '#lib/db/transact';
import { test } from '#scripts/testing/integration';
import { readLiabilities, readTransfers, readTrialBalance } from './ledger-read.ts';
import { payOrders } from './payments.ts';
import { givenBalance, orderOf, transferOf } from './testing.ts';
import { withdraw } from './transfers.ts';

test.override('booksMustBalance', false); // the orders do not exist in the Order Service; the last test audits only the ledger

test('what the accounts hold now is what all their entries add up to', async () => {
  const [ann, bob] = [await givenBalance(500), await givenBalance(70)];
  await transact((tx) => payOrders(tx, [orderOf(ann, 120)]));
  await transact((tx) => withdraw(tx, [transferOf(bob, 70)]));
  const now = await readTrialBalance();
  expect(now).toContainEqual({ account: 'wallets', currency: 'EUR', balance: 380 });
  expect(now).toContainEqual({ account: 'revenue', currency: 'EUR', balance: 120 });
  expect(now.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
  expect(await readTrialBalance(new Date())).toEqual(now);
  expect(await readLiabilities('EUR')).toEqual([{ userId: ann, balance: 380 }]);
  expect(await readLiabilities('EUR', new Date())).toEqual([{ userId: ann, balance: 380 }]);
});

test('transfers are found by kind, by house account and by wallet', async () => {
  const ann = await givenBalance(500);
  await transact((tx) => payOrders(tx, [orderOf(ann, 50)]));
  const kinds = async (filter: Omit<Parameters<typeof readTransfers>[1], 'limit'>) =>
    (await readTransfers('EUR', { limit: 1, ...filter })).items.map(({ kind }) => kind);
  expect(await kinds({ kind: 'payment' })).toEqual(['payment']);
  expect(await kinds({ kind: 'deposit' })).toEqual(['deposit']);
  expect(await kinds({ kind: 'adjustment' })).toEqual([]);
  expect(await kinds({ account: 'revenue' })).toEqual(['payment']);
  expect(await kinds({ account: 'bank' })).toEqual([]);
  expect(await kinds({ userId: ann })).toEqual(['payment']);
});

test('the ledger is right after all of this', async ({ database }) => {
  expect(await audit(database.url, ledgerChecks)).toEqual([]);
});
