import { expect } from 'vitest';
import { InvalidCursor } from '#lib/db/cursor';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { readEntries } from './read.ts';
import { givenBalance, transferOf } from './testing.ts';
import { withdraw } from './transfers.ts';

test('shows a statement newest first, page by page, to the end', async () => {
  const userId = await givenBalance(100);
  await givenBalance(1_000); // someone else's
  for (const amount of [10, 20, 30]) await transact((tx) => withdraw(tx, [transferOf(userId, amount)]));
  const first = await readEntries(userId, 'EUR', { limit: 3 });
  expect(first.items).toMatchObject([
    { kind: 'withdrawal', amount: -30, balance: 40, orderId: null },
    { kind: 'withdrawal', amount: -20, balance: 70 },
    { kind: 'withdrawal', amount: -10, balance: 90 },
  ]);
  expect(first.items[0]).toMatchObject({ createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
  const second = await readEntries(userId, 'EUR', { limit: 3, cursor: first.nextCursor ?? '' });
  expect(second).toMatchObject({ items: [{ kind: 'deposit', amount: 100, balance: 100 }], nextCursor: null });
});

test('ends without a cursor when the last page is full', async () => {
  const userId = await givenBalance(100);
  expect((await readEntries(userId, 'EUR', { limit: 1 })).nextCursor).toBeNull();
});

test('shows an empty statement to a new user', async () => {
  expect(await readEntries(newId(), 'EUR', { limit: 50 })).toEqual({ items: [], nextCursor: null });
});

test('refuses a cursor that no statement has given out', async () => {
  await expect(readEntries(newId(), 'EUR', { limit: 50, cursor: 'nonsense' })).rejects.toThrow(InvalidCursor);
});
