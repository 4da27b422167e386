import { expect } from 'vitest';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { BALANCE_MAX } from '#lib/money';
import { test } from '#scripts/testing/integration';
import { openWallets, walletId } from './accounts.ts';
import { readAccount } from './read.ts';
import { balanceOf, givenBalance, transferOf } from './testing.ts';
import { deposit, withdraw } from './transfers.ts';

test('opens a wallet once, and returns it once', async () => {
  const wallet = { userId: newId(), currency: 'EUR' };
  const open = () => transact((tx) => openWallets(tx, [wallet, wallet]));
  expect(await open()).toEqual([{ accountId: walletId(wallet), ...wallet }]);
  expect(await open()).toEqual([]);
});

test('shows an empty wallet before Billing has opened it, and the same wallet after', async () => {
  const userId = newId();
  const before = await readAccount(userId, 'EUR');
  await transact((tx) => openWallets(tx, [{ userId, currency: 'EUR' }]));
  expect(before).toEqual({ accountId: walletId({ userId, currency: 'EUR' }), userId, balance: 0, currency: 'EUR' });
  expect(await readAccount(userId, 'EUR')).toEqual(before);
});

test('tops up the wallet of an unknown user', async () => {
  const top = transferOf(newId(), 500);
  const outcome = { kind: 'settled', transferId: top.transferId, amount: 500, currency: 'EUR', balance: 500 };
  expect(await transact((tx) => deposit(tx, [top]))).toEqual([outcome]);
  expect(await balanceOf(top.userId)).toBe(500);
});

test('answers a repeated deposit with the balance of the first time', async () => {
  const userId = await givenBalance(100);
  const top = transferOf(userId, 50);
  const first = await transact((tx) => deposit(tx, [top]));
  await transact((tx) => withdraw(tx, [transferOf(userId, 120)]));
  expect(await transact((tx) => deposit(tx, [top]))).toEqual(first);
  expect(first).toMatchObject([{ balance: 150 }]);
  expect(await balanceOf(userId)).toBe(30);
});

test('withdraws what is there and refuses what is not', async () => {
  const userId = await givenBalance(100);
  const [fits, tooMuch] = [transferOf(userId, 100), transferOf(userId, 1)];
  expect(await transact((tx) => withdraw(tx, [fits, tooMuch]))).toEqual([
    { kind: 'settled', transferId: fits.transferId, amount: 100, currency: 'EUR', balance: 0 },
    { kind: 'refused', transferId: tooMuch.transferId, reason: 'insufficient-funds' },
  ]);
});

test('refuses a deposit beyond the largest balance', async () => {
  const userId = newId();
  const largest = 1_000_000_000_000;
  for (let filled = 0; filled < BALANCE_MAX; filled += 100 * largest)
    await transact((tx) =>
      deposit(
        tx,
        Array.from({ length: 100 }, () => transferOf(userId, largest)),
      ),
    );
  const oneMore = transferOf(userId, 1);
  expect(await transact((tx) => deposit(tx, [oneMore]))).toEqual([
    { kind: 'refused', transferId: oneMore.transferId, reason: 'balance-limit' },
  ]);
  expect(await balanceOf(userId)).toBe(BALANCE_MAX);
});

test('does not take the id of a deposit for a withdrawal', async () => {
  const userId = await givenBalance(100);
  const top = transferOf(userId, 50);
  await transact((tx) => deposit(tx, [top]));
  await expect(transact((tx) => withdraw(tx, [top]))).rejects.toThrow(`${top.transferId} was decided before`);
  expect(await balanceOf(userId)).toBe(150);
});
