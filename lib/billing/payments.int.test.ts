import { describe, expect } from 'vitest';
import { audit } from '#lib/audit/audit';
import { ledgerChecks } from '#lib/audit/ledger';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { payOrders } from './payments.ts';
import { balanceOf, givenBalance, orderOf, transferOf } from './testing.ts';
import { deposit } from './transfers.ts';

test.override('booksMustBalance', false); // the orders do not exist in the Order Service; the last test audits only the ledger

const pay = (...requests: ReturnType<typeof orderOf>[]) => transact((tx) => payOrders(tx, requests));

test('pays an order from the wallet of its customer', async () => {
  const userId = await givenBalance(500);
  const order = orderOf(userId, 300);
  expect(await pay(order)).toEqual([{ kind: 'paid', orderId: order.orderId, transferId: expect.any(String) }]);
  expect(await balanceOf(userId)).toBe(200);
});

test('refuses an order the balance cannot cover and moves no money', async () => {
  const userId = await givenBalance(500);
  const order = orderOf(userId, 501);
  expect(await pay(order)).toEqual([{ kind: 'refused', orderId: order.orderId, reason: 'insufficient-funds' }]);
  expect(await balanceOf(userId)).toBe(500);
});

test('lets two orders of one batch spend only what is there', async () => {
  const userId = await givenBalance(500);
  expect(await pay(orderOf(userId, 300), orderOf(userId, 300))).toMatchObject([{ kind: 'paid' }, { kind: 'refused' }]);
  expect(await balanceOf(userId)).toBe(200);
});

test('answers in the order of the requests, whichever users they come from', async () => {
  const [ann, bob] = [await givenBalance(100), await givenBalance(100)];
  const orders = [orderOf(bob, 100), orderOf(ann, 101), orderOf(bob, 1), orderOf(ann, 100)];
  const outcomes = await pay(...orders);
  expect(outcomes.map(({ orderId }) => orderId)).toEqual(orders.map(({ orderId }) => orderId));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['paid', 'refused', 'refused', 'paid']);
});

test('refuses the order of an unknown user, and opens the wallet', async () => {
  const userId = newId();
  expect(await pay(orderOf(userId, 1))).toMatchObject([{ kind: 'refused' }]);
  expect(await query('SELECT balance FROM billing.accounts WHERE user_id = $1', [userId])).toEqual([{ balance: 0 }]);
});

test('signals the user whose money moved, and nobody else', async () => {
  const [ann, bob] = [await givenBalance(100), await givenBalance(100)];
  const signals: unknown[] = [];
  await transact((tx) =>
    payOrders({ ...tx, signal: (signal) => signals.push(signal) }, [
      orderOf(ann, 1),
      orderOf(ann, 1),
      orderOf(bob, 101),
    ]),
  );
  expect(signals).toEqual([{ topic: 'user', key: ann }]);
});

describe('the same message again', () => {
  test('charges once', async () => {
    const userId = await givenBalance(500);
    const order = orderOf(userId, 200);
    const first = await pay(order);
    expect(await pay(order)).toEqual(first);
    expect(await balanceOf(userId)).toBe(300);
  });

  test('charges once within one batch', async () => {
    const userId = await givenBalance(500);
    const order = orderOf(userId, 200);
    const [first, second] = await pay(order, order);
    expect(second).toEqual(first);
    expect(await balanceOf(userId)).toBe(300);
  });

  test('keeps a refused order refused after a top-up', async () => {
    const userId = await givenBalance(100);
    const order = orderOf(userId, 200);
    const first = await pay(order);
    await transact((tx) => deposit(tx, [transferOf(userId, 1_000)]));
    expect(await pay(order)).toEqual(first);
    expect(await balanceOf(userId)).toBe(1_100);
  });

  test('with another amount is a fault, and changes nothing', async () => {
    const userId = await givenBalance(500);
    const order = orderOf(userId, 200);
    await pay(order);
    await expect(pay({ ...order, amount: 100 })).rejects.toThrow(`${order.orderId} was decided before`);
    expect(await balanceOf(userId)).toBe(300);
  });
});

describe('at the same time', () => {
  test('twenty orders on a balance that covers seven: seven are paid', async () => {
    const userId = await givenBalance(750);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => pay(orderOf(userId, 100))));
    expect(outcomes.flat().filter(({ kind }) => kind === 'paid')).toHaveLength(7);
    expect(await balanceOf(userId)).toBe(50);
  });

  test('one order delivered twenty times is charged once', async () => {
    const userId = await givenBalance(750);
    const order = orderOf(userId, 100);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => pay(order)));
    expect(new Set(outcomes.flat().map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await balanceOf(userId)).toBe(650);
  });

  test('batches that cross the same wallets, known and new, never deadlock', async () => {
    const known = await Promise.all(Array.from({ length: 10 }, () => givenBalance(1_000_000)));
    for (let round = 0; round < 10; round++) {
      const users = [...known, ...Array.from({ length: 10 }, newId)];
      const batch = () => users.toSorted(() => Math.random() - 0.5).map((userId) => orderOf(userId, 1));
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => pay(...batch())));
      expect(outcomes.flat().filter(({ kind }) => kind === 'paid')).toHaveLength(8 * known.length);
    }
    expect(await Promise.all(known.map(balanceOf))).toEqual(known.map(() => 1_000_000 - 80));
    const [deadlocks] = await query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()');
    expect(deadlocks).toEqual({ deadlocks: 0 });
  });
});

test('the ledger is right after all of this', async ({ database }) => {
  expect(await audit(database.url, ledgerChecks)).toEqual([]);
});
