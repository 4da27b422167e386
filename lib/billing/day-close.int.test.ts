import { expect } from 'vitest';
import { dayCloses } from '#drizzle/schema/billing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { closeDay, type DayToClose, readClose, readOpenDay } from './day-close.ts';
import { transferOf } from './testing.ts';
import { deposit, withdraw } from './transfers.ts';

const DAY_MS = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const today = (counted: DayToClose['counted'], traits: Partial<DayToClose> = {}): DayToClose => {
  const day = dayOf(Date.now());
  const from = new Date(`${day}T00:00:00Z`);
  return {
    day,
    currency: 'EUR',
    from,
    end: new Date(from.getTime() + DAY_MS),
    counted,
    reason: null,
    closedBy: newId(),
    ...traits,
  };
};
const close = (request: DayToClose) => transact((tx) => closeDay(tx, request));
const pay = (amount: number, userId = newId()) => transact((tx) => deposit(tx, [transferOf(userId, amount)]));

test('counts what came in and went out since the day before, once, and chains the hashes', async () => {
  const ann = newId();
  await pay(5_000, ann);
  await transact((tx) => withdraw(tx, [{ ...transferOf(ann, 1_500), method: 'cash' }]));
  const expected = (await readOpenDay('EUR')).expected;
  expect(expected).toEqual({ cash: 3_500 });

  const yesterday = new Date(Date.now() - DAY_MS);
  const empty = await close(
    today({}, { day: dayOf(yesterday.getTime()), from: yesterday, end: new Date(Date.now() - 60_000) }),
  );
  expect(empty).toMatchObject({ kind: 'closed', close: { number: 1, expected: {}, totals: {}, previousHash: '' } });

  expect(await close(today({ cash: 3_400 }))).toEqual({ kind: 'reason-needed', expected });
  const closed = await close(today({ cash: 3_400 }, { reason: 'a coin rolled away' }));
  if (closed.kind !== 'closed' || empty.kind !== 'closed') throw new Error('not closed');
  expect(closed.close).toMatchObject({
    number: 2,
    expected,
    counted: { cash: 3_400 },
    totals: { deposit: { count: 1, amount: 5_000 }, withdrawal: { count: 1, amount: 1_500 } },
    reason: 'a coin rolled away',
    previousHash: empty.close.hash,
  });
  const kept = await readClose(dayOf(Date.now()));
  expect(kept).toEqual(closed.close);
  expect(closed.close.hash).toMatch(/^[0-9a-f]{64}$/);

  await pay(700);
  expect(await close(today({ cash: 3_500 }))).toEqual({ kind: 'already-closed', close: kept });
  expect((await readOpenDay('EUR')).expected).toEqual({ cash: 700 });
  const before = new Date(Date.now() - 2 * DAY_MS);
  expect(await close(today({}, { day: dayOf(before.getTime()), from: before }))).toMatchObject({
    kind: 'later-closed',
  });
  const tomorrow = new Date(Date.now() + DAY_MS);
  expect(await close(today({}, { day: dayOf(tomorrow.getTime()), from: tomorrow }))).toEqual({ kind: 'not-begun' });
});

test('loses and doubles nothing that is posted while it closes', async () => {
  const sumBefore = (await readOpenDay('EUR')).expected.cash ?? 0;
  const tomorrow = new Date(Date.now() + DAY_MS);
  const request = today({ cash: -1 }, { day: dayOf(tomorrow.getTime()), end: tomorrow, reason: 'counted wrongly' });
  const posted = Array.from({ length: 40 }, () => pay(100));
  const closes = [close(request), close(request)];
  const more = Array.from({ length: 40 }, () => pay(100));
  const kinds = (await Promise.all(closes)).map(({ kind }) => kind).toSorted();
  await Promise.all([...posted, ...more]);
  expect(kinds).toEqual(['already-closed', 'closed']);
  const inClose = (await readClose(request.day))?.expected.cash ?? 0;
  const after = (await readOpenDay('EUR')).expected.cash ?? 0;
  expect(inClose + after).toBe(sumBefore + 8_000);
});

test('what nobody has paid need not be counted', async () => {
  await transact((tx) => deposit(tx, [{ ...transferOf(newId(), 900), method: 'sandbox' }]));
  const { cash = 0 } = (await readOpenDay('EUR')).expected;
  const later = new Date(Date.now() + 2 * DAY_MS);
  const closed = await close(today({ cash }, { day: dayOf(later.getTime()), end: later }));
  expect(closed).toMatchObject({
    kind: 'closed',
    close: { expected: { sandbox: 900 }, counted: { cash }, reason: null },
  });
});

test('a closed day refuses every change, also by SQL', async () => {
  for (const statement of [
    'UPDATE billing.day_closes SET counted = \'{"cash": 1}\'',
    'DELETE FROM billing.day_closes',
    'TRUNCATE billing.day_closes',
  ])
    await expect(query(statement)).rejects.toThrow('append-only');
  expect(await transact((tx) => tx.orm.$count(dayCloses))).toBe(4);
});
