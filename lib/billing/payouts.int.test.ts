import { expect } from 'vitest';
import { audit } from '#lib/audit/audit';
import { ledgerChecks } from '#lib/audit/ledger';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { setBlocked } from './blocks.ts';
import { payOrders } from './payments.ts';
import { returnPayout, settlePayout } from './payouts.ts';
import { balanceOf, givenBalance, orderOf, transferOf, waitingForLock } from './testing.ts';
import { adjust, deposit, withdraw } from './transfers.ts';

test.override('booksMustBalance', false); // the orders do not exist in the Order Service; the last test audits only the ledger

const actorId = newId();
const houses = async () =>
  Object.fromEntries(
    (
      await query<{ name: string; sum: number }>(
        `SELECT name, sum(amount)::int AS sum FROM billing.entries JOIN billing.accounts AS account ON account.id = account_id
         WHERE name IS NOT NULL GROUP BY name`,
      )
    ).map(({ name, sum }) => [name, sum]),
  );

/** What the house accounts have gained since. */
async function gained(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await houses();
  await work();
  const changes = Object.entries(await houses()).map(([name, sum]) => [name, sum - (before[name] ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}

const waiting = async (amount: number) => {
  const request = transferOf(await givenBalance(amount), amount);
  await transact((tx) => withdraw(tx, [request]));
  return request;
};
const settle = (transferId: string, method: 'cash' | 'bank' = 'cash') =>
  transact((tx) => settlePayout(tx, { transferId, actorId, method }));
const giveBack = (transferId: string) => transact((tx) => returnPayout(tx, { transferId, actorId, reason: 'No IBAN' }));

test('every method has its house account, and what customers ask for waits in payouts-due', async () => {
  const userId = await givenBalance(1_000);
  const request = (amount: number, method?: 'card' | 'bank' | 'sandbox' | 'cash') => ({
    ...transferOf(userId, amount),
    ...(method && { method }),
  });
  expect(
    await gained(() =>
      transact(async (tx) => {
        await deposit(tx, [request(10, 'card'), request(20, 'bank'), request(30, 'sandbox'), request(40)]);
        await withdraw(tx, [request(1, 'card'), request(2, 'cash'), request(4)]);
        await adjust(tx, [{ ...transferOf(userId, 0), change: -8, actorId, note: 'Paid twice' }]);
      }),
    ),
  ).toEqual({ card: -9, bank: -20, sandbox: -30, cash: -38, 'payouts-due': 4, adjustments: 8 });
});

test('pays what waits, and returns it, each once', async () => {
  const [paid, returned] = [await waiting(70), await waiting(50)];
  expect(await gained(() => settle(paid.transferId, 'bank'))).toEqual({ 'payouts-due': -70, bank: 70 });
  expect(await gained(() => giveBack(returned.transferId))).toEqual({ 'payouts-due': -50 });
  expect(await balanceOf(returned.userId)).toBe(50);
  for (const decide of [settle, giveBack]) {
    expect(await decide(paid.transferId)).toEqual({ kind: 'payout-decided', state: 'settled' });
    expect(await decide(returned.transferId)).toEqual({ kind: 'payout-decided', state: 'returned' });
    expect(await decide(newId())).toEqual({ kind: 'unknown-payout' });
  }
});

test('whoever decides about a payout while another does waits, and is told what became of it', async () => {
  const { transferId, userId } = await waiting(70);
  let other: ReturnType<typeof settle> | undefined;
  await transact(async (tx) => {
    await returnPayout(tx, { transferId, actorId, reason: 'No IBAN' });
    other = settle(transferId);
    await waitingForLock();
  });
  expect(await other).toEqual({ kind: 'payout-decided', state: 'returned' });
  expect(await balanceOf(userId)).toBe(70);
});

test('of several who decide about a payout at once, one does', async () => {
  const { transferId, userId } = await waiting(70);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, index) => (index % 2 ? giveBack(transferId) : settle(transferId))),
  );
  expect(outcomes.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
  const [state] = outcomes.flatMap((outcome) => (outcome.kind === 'payout-decided' ? outcome.state : []));
  expect(await balanceOf(userId)).toBe(state === 'returned' ? 70 : 0);
});

test('a message of a withdrawal that comes again lets one payout wait', async () => {
  const request = await waiting(70);
  await settle(request.transferId);
  expect(await transact((tx) => withdraw(tx, [request, request]))).toMatchObject([{ balance: 0 }, { balance: 0 }]);
  expect(await query('SELECT state FROM billing.payouts WHERE user_id = $1', [request.userId])).toEqual([
    { state: 'settled' },
  ]);
});

test('of twenty adjustments at once that each take a third, three are made and none goes below zero', async () => {
  const userId = await givenBalance(100);
  const take = () => transact((tx) => adjust(tx, [{ ...transferOf(userId, 0), change: -33 }]));
  const outcomes = (await Promise.all(Array.from({ length: 20 }, take))).flat();
  expect(outcomes.filter(({ kind }) => kind === 'settled')).toHaveLength(3);
  expect(
    outcomes.filter((outcome) => outcome.kind === 'refused' && outcome.reason === 'insufficient-funds'),
  ).toHaveLength(17);
  expect(await balanceOf(userId)).toBe(1);
});

test('a block and payments at once: what is decided after it is refused, and nothing in between', async () => {
  const userId = await givenBalance(1_000);
  const pay = () => transact((tx) => payOrders(tx, [orderOf(userId, 10)]));
  const before = Array.from({ length: 10 }, pay);
  const block = transact((tx) => setBlocked(tx, { userId, currency: 'EUR' }, true));
  const paid = (await Promise.all(before)).flat().filter(({ kind }) => kind === 'paid').length;
  expect(await block).toEqual({ before: null, after: expect.any(Date) });
  expect(await pay()).toMatchObject([{ kind: 'refused', reason: 'account-blocked' }]);
  expect(await transact((tx) => withdraw(tx, [transferOf(userId, 1)]))).toMatchObject([{ reason: 'account-blocked' }]);
  expect(await balanceOf(userId)).toBe(1_000 - 10 * paid);
  await transact((tx) => setBlocked(tx, { userId, currency: 'EUR' }, false));
  expect(await pay()).toMatchObject([{ kind: 'paid' }]);
});

test('the ledger is right after all of this', async ({ database }) => {
  expect(await audit(database.url, ledgerChecks)).toEqual([]);
});
