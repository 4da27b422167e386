import { expect } from 'vitest';
import { audit } from '#lib/audit/audit';
import { ledgerChecks } from '#lib/audit/ledger';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { setBlocked } from './blocks.ts';
import { payOrders } from './payments.ts';
import { readEntries } from './read.ts';
import { refundPayments, reverse } from './reversals.ts';
import { balanceOf, givenBalance, orderOf, transferOf } from './testing.ts';
import { deposit, withdraw } from './transfers.ts';

test.override('booksMustBalance', false); // the orders do not exist in the Order Service; the last test audits only the ledger

const undo = (reverses: string, transferId = newId()) => transact((tx) => reverse(tx, [{ transferId, reverses }]));

test('gives a payment back, once, however often it is asked', async () => {
  const userId = await givenBalance(500);
  const order = orderOf(userId, 200);
  const [paid] = await transact((tx) => payOrders(tx, [order]));
  const payment = paid?.kind === 'paid' ? paid.transferId : '';
  const transferId = newId();
  const undone = [{ kind: 'settled', transferId, amount: 200, currency: 'EUR', balance: 500 }];
  expect(await undo(payment, transferId)).toEqual(undone);
  expect(await undo(payment, transferId)).toEqual(undone);
  expect(await undo(payment)).toMatchObject([{ kind: 'refused', reason: 'already-reversed' }]);
  expect(await balanceOf(userId)).toBe(500);
  const { items } = await readEntries(userId, 'EUR', { limit: 1 });
  expect(items).toMatchObject([{ kind: 'reversal', amount: 200, orderId: order.orderId }]);
});

test('undoes a withdrawal, and a deposit while it is not spent', async () => {
  const userId = await givenBalance(100);
  const [top, out] = [transferOf(userId, 50), { ...transferOf(userId, 120), method: 'cash' as const }];
  await transact((tx) => deposit(tx, [top]));
  await transact((tx) => withdraw(tx, [out]));
  expect(await undo(top.transferId)).toMatchObject([{ kind: 'refused', reason: 'insufficient-funds' }]);
  expect(await undo(out.transferId)).toMatchObject([{ kind: 'settled', balance: 150 }]);
  expect(await undo(top.transferId)).toMatchObject([{ kind: 'settled', balance: 100 }]);
});

test('undoes a transfer once when several operators do it at once', async () => {
  const userId = await givenBalance(100);
  const top = transferOf(userId, 50);
  await transact((tx) => deposit(tx, [top]));
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => undo(top.transferId)));
  expect(outcomes.flat().filter(({ kind }) => kind === 'settled')).toHaveLength(1);
  expect(await balanceOf(userId)).toBe(100);
});

const refund = (orderId: string, amount: number, transferId = newId()) =>
  transact((tx) => refundPayments(tx, [{ transferId, orderId, amount }]));

test('gives parts of a payment back, each once, and no more than was paid', async () => {
  const userId = await givenBalance(500);
  const order = orderOf(userId, 200);
  await transact((tx) => payOrders(tx, [order]));
  const transferId = newId();
  const refunded = [{ kind: 'settled', transferId, amount: 150, currency: 'EUR', balance: 450 }];
  expect(await refund(order.orderId, 150, transferId)).toEqual(refunded);
  expect(await refund(order.orderId, 150, transferId)).toEqual(refunded);
  expect(await refund(order.orderId, 51)).toMatchObject([{ kind: 'refused', reason: 'over-refund' }]);
  expect(await refund(order.orderId, 50)).toMatchObject([{ kind: 'settled', balance: 500 }]);
  await expect(refund(newId(), 1)).rejects.toThrow('never paid');
  await expect(refund(order.orderId, 100, transferId)).rejects.toThrow('decided before');
});

test('a blocked wallet takes a refund', async () => {
  const userId = await givenBalance(500);
  const order = orderOf(userId, 200);
  await transact((tx) => payOrders(tx, [order]));
  await transact((tx) => setBlocked(tx, order, true));
  expect(await refund(order.orderId, 200)).toMatchObject([{ kind: 'settled', balance: 500 }]);
});

test('of twenty refunds at once, each of half of a payment, two succeed', async () => {
  const userId = await givenBalance(500);
  const order = orderOf(userId, 300);
  await transact((tx) => payOrders(tx, [order]));
  const outcomes = (await Promise.all(Array.from({ length: 20 }, () => refund(order.orderId, 150)))).flat();
  expect(outcomes.filter(({ kind }) => kind === 'settled')).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.reason === 'over-refund')).toHaveLength(18);
  expect(await balanceOf(userId)).toBe(500);
});

test('reverses neither an unknown transfer nor a reversal', async () => {
  const top = transferOf(newId(), 50);
  await transact((tx) => deposit(tx, [top]));
  const transferId = newId();
  await undo(top.transferId, transferId);
  await expect(undo(transferId)).rejects.toThrow('cannot be reversed');
  await expect(undo(newId())).rejects.toThrow('cannot be reversed');
});

test('the ledger is right after all of this', async ({ database }) => {
  expect(await audit(database.url, ledgerChecks)).toEqual([]);
});
