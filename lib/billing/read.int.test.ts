import { desc } from 'drizzle-orm';
import { expect } from 'vitest';
import { entries } from '#drizzle/schema/billing';
import { InvalidCursor } from '#lib/db/cursor';
import { orm, query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { ofWallet, readEntries, readStatement } from './read.ts';
import { givenBalance, transferOf } from './testing.ts';
import { deposit, withdraw } from './transfers.ts';

test('shows a statement newest first, page by page, to the end', async () => {
  const userId = await givenBalance(100);
  await givenBalance(1_000); // of another user
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

test('refuses a cursor that no statement has returned', async () => {
  await expect(readEntries(newId(), 'EUR', { limit: 50, cursor: 'nonsense' })).rejects.toThrow(InvalidCursor);
});

test('finds the entries of a wallet by the index of their versions, however many entries there are', async () => {
  const statement = orm()
    .select({ version: entries.version })
    .from(entries)
    .where(ofWallet(newId()))
    .orderBy(desc(entries.version));
  const { sql, params } = statement.toSQL();
  const plan = await query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, params);
  expect(plan.map((line) => line['QUERY PLAN']).join(' ')).toContain('entries_version');
});

test('shows only the lines of a kind, page by page', async () => {
  const userId = await givenBalance(100);
  for (const amount of [10, 20]) await transact((tx) => withdraw(tx, [transferOf(userId, amount)]));
  await transact((tx) => deposit(tx, [transferOf(userId, 5)]));
  const first = await readEntries(userId, 'EUR', { limit: 1, kind: 'deposit' });
  expect(first.items).toMatchObject([{ kind: 'deposit', amount: 5, balance: 75 }]);
  const cursor = first.nextCursor ?? '';
  expect(await readEntries(userId, 'EUR', { limit: 1, kind: 'deposit', cursor })).toMatchObject({
    items: [{ amount: 100, balance: 100 }],
    nextCursor: null,
  });
});

/** When each line of a statement was written, oldest first. */
async function timesOf(userId: string): Promise<Date[]> {
  const { items } = await readEntries(userId, 'EUR', { limit: 100 });
  return items.map(({ createdAt }) => new Date(createdAt)).reverse();
}

/** Past the millisecond of the last line: times are shown in milliseconds. */
const aMillisecondLater = () => query('SELECT pg_sleep(0.003)');

/** A wallet with four lines, each in a millisecond of its own: +1000 -300 +50 -20. */
async function givenStatement(): Promise<string> {
  const userId = await givenBalance(1_000);
  for (const amount of [-300, 50, -20]) {
    await aMillisecondLater();
    await transact(async (tx) => {
      const transfer = transferOf(userId, Math.abs(amount));
      await (amount > 0 ? deposit(tx, [transfer]) : withdraw(tx, [transfer]));
    });
  }
  return userId;
}

test('opening and all amounts of any span add up to closing, and spans join without gap', async () => {
  const userId = await givenStatement();
  const times = [new Date(0), ...(await timesOf(userId)), new Date(Date.now() + 1_000)];
  for (const [index, from] of times.entries()) {
    for (const before of times.slice(index)) {
      const { opening, lines, closing } = await readStatement(userId, 'EUR', { from, before });
      expect(lines.reduce((sum, { amount }) => sum + amount, opening)).toBe(closing);
      expect((await readStatement(userId, 'EUR', { from: new Date(0), before: from })).closing).toBe(opening);
    }
  }
});

test('a statement holds the lines of its span, oldest first', async () => {
  const userId = await givenStatement();
  const [, second, , fourth] = await timesOf(userId);
  const span = { from: second ?? new Date(), before: fourth ?? new Date() };
  expect(await readStatement(userId, 'EUR', span)).toMatchObject({
    opening: 1_000,
    lines: [
      { amount: -300, balance: 700 },
      { amount: 50, balance: 750 },
    ],
    closing: 750,
  });
  expect((await readEntries(userId, 'EUR', { limit: 10, ...span })).items).toMatchObject([
    { amount: 50 },
    { amount: -300 },
  ]);
});

test('a span without lines opens and closes with the same balance', async () => {
  const userId = await givenBalance(70);
  const later = new Date(Date.now() + 60_000);
  expect(await readStatement(userId, 'EUR', { from: later, before: later })).toEqual({
    opening: 70,
    lines: [],
    closing: 70,
  });
  expect(await readStatement(newId(), 'EUR', { from: new Date(0), before: later })).toEqual({
    opening: 0,
    lines: [],
    closing: 0,
  });
});
