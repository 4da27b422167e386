import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '#lib/audit/audit';
import { type Answer, type Customer, givenCustomer, insist } from './customers.ts';
import { openShop, type Shop } from './shop.ts';

const ORDERS = 34;
const PAYOUTS = 20;
const CLIENTS = 16;
const TEA = 250;
const BALANCE = 1_000_000;

let shop: Shop;
let manager: Customer;
let customer: Customer;
beforeAll(async () => {
  shop = await openShop();
  manager = await givenCustomer(shop.url, 1);
  customer = await givenCustomer(shop.url, BALANCE);
  await shop.query(`UPDATE accounts.credentials SET role = 'manager' WHERE user_id = $1`, [manager.userId]);
}, 180_000);
afterAll(() => shop?.stop());

/** Something that is asked for under a key, and the answer. */
interface Deed {
  path: string;
  body: object;
  by: Customer;
  key: string;
  answer?: Answer;
}

const deed = (path: string, body: object, by = manager): Deed => ({ path, body, by, key: randomUUID() });
const ask = ({ path, body, key, by }: Deed) => insist(`${shop.url}/api/${path}`, body, key, by.token);

/** Does all of it, a few at a time and in no order; `onAnswer` hears how many are answered. */
async function doAll(deeds: Deed[], onAnswer: (count: number) => void = () => {}): Promise<void> {
  const left = deeds.toSorted((a, b) => a.key.localeCompare(b.key));
  let answered = 0;
  const client = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      next.answer = await ask(next);
      onAnswer(++answered);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

const statusesOf = (deeds: Deed[]) => deeds.map(({ answer }) => answer?.status ?? 0).toSorted((a, b) => a - b);

test('kill -9 of worker, web and Postgres amid 100 refunds, payouts and closes of days loses and repeats nothing', {
  timeout: 240_000,
}, async () => {
  const orders = Array.from({ length: ORDERS }, () =>
    deed('command-reply/order/create', { items: [{ productId: 'tea', quantity: 2 }] }, customer),
  );
  const withdrawals = Array.from({ length: PAYOUTS }, () =>
    deed('command-reply/billing/withdraw', { amount: 100 }, customer),
  );
  await doAll([...orders, ...withdrawals]);
  expect(new Set(statusesOf([...orders, ...withdrawals]))).toEqual(new Set([200, 201]));

  // Three refunds of half an order each: two are left to give. A payout is paid or returned. A day is closed once.
  const half = { items: [{ productId: 'tea', quantity: 1 }], reason: 'Cold' };
  const refunds = orders.map(({ answer }) =>
    [1, 2, 3].map(() => deed(`office/orders/${answer?.body.orderId}/refund`, half)),
  );
  const payouts = withdrawals.map(({ answer }) => {
    const path = `office/payouts/${answer?.body.transferId}`;
    return [deed(`${path}/settle`, { method: 'cash' }), deed(`${path}/return`, { reason: 'Not here' })];
  });
  const today = new Date().toISOString().slice(0, 10);
  const closes = [1, 2, 3].map(() =>
    deed(`office/days/${today}/close`, { counted: { cash: 0, card: 0, bank: 0 }, reason: 'Not counted' }),
  );
  const deeds = [...refunds.flat(), ...payouts.flat(), ...closes];
  const victims = ['worker', 'web', 'postgres'] as const;
  const kills: Promise<void>[] = [];
  await doAll(deeds, (count) => {
    const victim = victims[count / 30 - 1];
    if (victim) kills.push(shop.processes[victim].restart('SIGKILL'));
  });
  await Promise.all(kills);
  expect(kills).toHaveLength(victims.length);

  for (const ofOrder of refunds) expect(statusesOf(ofOrder)).toEqual([200, 200, 409]);
  for (const ofPayout of payouts) expect(statusesOf(ofPayout)).toEqual([200, 409]);
  expect(statusesOf(closes)).toEqual([200, 409, 409]);
  const returned = payouts.filter(([, back]) => back?.answer?.status === 200).length;
  const [wallet] = await shop.query<{ balance: string }>('SELECT balance FROM billing.accounts WHERE user_id = $1', [
    customer.userId,
  ]);
  expect(Number(wallet?.balance)).toBe(BALANCE - 100 * (PAYOUTS - returned));
  expect(await shop.query('SELECT number FROM billing.day_closes')).toHaveLength(1);
  expect(await audit(shop.databaseUrl)).toEqual([]);
  expect(await shop.query(`SELECT name FROM pgboss.job WHERE name LIKE '%.dead'`)).toEqual([]);

  // Asked again, everything has the answer that it had, and nothing moves.
  const again = await Promise.all(deeds.map(ask));
  expect(again.map(({ status, isReplay }) => [status, isReplay])).toEqual(
    deeds.map(({ answer }) => [answer?.status, true]),
  );
  const [after] = await shop.query<{ balance: string; refunded: string }>(
    `SELECT balance, (SELECT sum(refunded) FROM "order".orders) AS refunded FROM billing.accounts WHERE user_id = $1`,
    [customer.userId],
  );
  expect(after).toEqual({ balance: wallet?.balance, refunded: String(2 * TEA * ORDERS) });
});
