import { expect } from 'vitest';
import { audit } from '#lib/audit/audit';
import { ledgerChecks } from '#lib/audit/ledger';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { closeDay } from './day-close.ts';
import { readLiabilities, readTransfers, readTrialBalance } from './ledger-read.ts';
import { payOrders } from './payments.ts';
import { givenBalance, orderOf, transferOf } from './testing.ts';
import { withdraw } from './transfers.ts';

test.override('booksMustBalance', false); // the orders do not exist in the Order Service; the last test audits only the ledger

const today = (time = new Date()) => {
  const day = time.toISOString().slice(0, 10);
  return { day, currency: 'EUR', from: new Date(`${day}T00:00:00Z`), end: new Date(`${day}T24:00:00Z`) };
};

/** The trial balance as its definition says. */
const sums = (instant: Date) =>
  query(
    `SELECT coalesce(name, 'wallets') AS account, currency, coalesce(sum(amount), 0)::int8 AS balance FROM billing.accounts
      LEFT JOIN billing.entries ON account_id = accounts.id AND created_at <= $1
      GROUP BY name, currency ORDER BY currency, name NULLS FIRST`,
    [instant.toISOString()],
  );

test('what the accounts hold now or held is what their entries add up to, whatever days are closed', async () => {
  const [ann, bob] = [await givenBalance(500), await givenBalance(70)];
  await transact((tx) => payOrders(tx, [orderOf(ann, 120)]));
  await transact((tx) => withdraw(tx, [transferOf(bob, 70)]));
  const now = await readTrialBalance();
  expect(now).toContainEqual({ account: 'wallets', currency: 'EUR', balance: 380 });
  expect(now).toContainEqual({ account: 'revenue', currency: 'EUR', balance: 120 });
  expect(now.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
  expect(await readTrialBalance(new Date())).toEqual(now);
  const owed = { total: 380, count: 1, customers: [{ userId: ann, balance: 380 }] };
  expect(await readLiabilities('EUR')).toEqual(owed);
  expect(await readLiabilities('EUR', { at: new Date() })).toEqual(owed);
  expect(await readLiabilities('EUR', { at: new Date(0) })).toEqual({ total: 0, count: 0, customers: [] });

  const instants = [new Date()];
  for (const day of ['2026-05-01', '2026-05-02']) {
    const end = new Date(`${day}T24:00:00Z`);
    const closed = { day, currency: 'EUR', from: new Date(`${day}T00:00:00Z`), end, counted: {}, closedBy: ann };
    await transact((tx) => closeDay(tx, { ...closed, reason: 'not counted' }));
    await transact((tx) => payOrders(tx, [orderOf(ann, 10)]));
    instants.push(new Date());
  }
  await transact((tx) => closeDay(tx, { ...today(), counted: {}, closedBy: ann, reason: 'not counted' }));
  await givenBalance(30);
  instants.push(new Date());
  const tomorrow = today(new Date(Date.now() + 86_400_000));
  const close = { ...tomorrow, from: new Date(), counted: {}, closedBy: ann, reason: 'not counted' };
  await transact((tx) => closeDay(tx, close));
  await givenBalance(7);
  for (const instant of [...instants, new Date()]) expect(await readTrialBalance(instant)).toEqual(await sums(instant));
  expect(await readTrialBalance()).toEqual(await sums(new Date()));
  expect(await readTrialBalance()).toContainEqual({ account: 'revenue', currency: 'EUR', balance: 140 });
  expect(await readLiabilities('EUR', { limit: 1 })).toMatchObject({
    total: 397,
    count: 3,
    customers: [{ userId: ann }],
  });
});

test('after days that an older release closed, all that came is added up', async () => {
  await query(`BEGIN; SET LOCAL session_replication_role = replica; UPDATE billing.day_closes SET held = NULL;
    UPDATE billing.transfers SET position = NULL; COMMIT`);
  expect(await readTrialBalance()).toEqual(await sums(new Date()));
  const later = today(new Date(Date.now() + 2 * 86_400_000));
  const close = { ...later, from: new Date(), counted: {}, closedBy: newId(), reason: 'not counted' };
  expect(await transact((tx) => closeDay(tx, close))).toMatchObject({ kind: 'closed' });
  await givenBalance(11);
  expect(await readTrialBalance()).toEqual(await sums(new Date()));
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
