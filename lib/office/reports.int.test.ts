import path from 'node:path';
import { expect } from 'vitest';
import type { Role } from '#lib/accounts/roles';
import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import { seed } from '#scripts/seed/seed';
import { test as base } from '#scripts/testing/integration';
import { temporaryFolder } from '#scripts/testing/temporary';
import { listCustomers, readCustomerWithWallet } from './customers.ts';
import { datevBooking } from './datev.ts';
import { listClosedDays, oneDay, readDay, shopToday } from './days.ts';
import { listTransfers, reportLiabilities } from './ledger.ts';
import { readLetters, readTraffic } from './messages.ts';
import { listOrders, readOfficeOrder, readOfficeOrders } from './orders.ts';
import { reportSales, salesGroups } from './sales.ts';
import { readUndoable } from './till.ts';
import { readToday } from './today.ts';

/** The demo shop, with a history of orders, refunds, payouts and corrections. */
const test = base.extend('shop', { scope: 'file', auto: true }, async ({ database }) => {
  await seed(database.url, { demoAccountsFile: path.join(temporaryFolder(), 'demo-accounts.json') });
});

const as = (role: Role) => ({ userId: newId(), role });
const everyDay = () => ({ from: '2020-01-01', to: shopToday() });

test('sales are net of refunds, however they are added up', async () => {
  const [row] = await query<{ net: number; refunded: number }>(
    `SELECT sum(total - refunded)::int8 AS net, sum(refunded)::int8 AS refunded FROM "order".orders WHERE status = 'paid'`,
  );
  expect(row?.refunded).toBeGreaterThan(0);
  const grouped = await reportSales(as('auditor'), everyDay());
  for (const by of salesGroups) {
    const sales = grouped?.[by] ?? [];
    expect(
      sales.reduce((sum, { amount }) => sum + amount, 0),
      by,
    ).toBe(row?.net);
    expect(new Set(sales.map(({ key }) => key)).size, by).toBe(sales.length);
  }
  expect(grouped?.category.map(({ key }) => key)).toContain('drinks');
  const amounts = grouped?.product.map(({ amount }) => amount) ?? [];
  expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
  const hours = grouped?.hour.map(({ key }) => key) ?? [];
  expect(hours).toEqual(hours.toSorted());
  expect(await reportSales(as('auditor'), oneDay('2020-01-01'))).toEqual({ product: [], category: [], hour: [] });
});

test('on each day the bookings for DATEV move what the ledger moved, on every account', async () => {
  const { items = [] } = (await listTransfers(as('auditor'), { limit: 5_000, days: everyDay() })) ?? {};
  expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThan(4);
  const booked: Record<string, number> = {};
  for (const transfer of items) {
    const fields = datevBooking(transfer, transfer.createdAt.slice(0, 10)).split(';');
    const [amount = '', side, , , , , account, other, , day] = fields;
    const given = Number(amount.replace(',', '')) * (side === '"H"' ? 1 : -1);
    booked[`${day} ${account}`] = (booked[`${day} ${account}`] ?? 0) + given;
    booked[`${day} ${other}`] = (booked[`${day} ${other}`] ?? 0) - given;
  }
  const rows = await query<{ key: string; sum: number }>(
    `SELECT to_char(entries.created_at AT TIME ZONE 'UTC', 'DDMM') || ' ' || CASE coalesce(name, 'wallet') WHEN 'cash' THEN 1000
        WHEN 'bank' THEN 1200 WHEN 'card' THEN 1360 WHEN 'sandbox' THEN 1590 WHEN 'payouts-due' THEN 1700 WHEN 'wallet' THEN 1710
        WHEN 'adjustments' THEN 2300 WHEN 'revenue' THEN 8400 END AS key, sum(amount)::int8 AS sum
      FROM billing.entries JOIN billing.accounts ON accounts.id = account_id GROUP BY 1`,
  );
  expect(rows.length).toBeGreaterThan(4);
  expect(booked).toEqual(Object.fromEntries(rows.map(({ key, sum }) => [key, sum])));
});

test('what is owed and waits to be paid out comes as numbers', async () => {
  expect(await readToday(as('owner'))).toMatchObject({
    owed: expect.any(Number),
    needs: { payouts: { count: expect.any(Number), amount: expect.any(Number) } },
  });
});

test('whoever may not read something gets nothing', async () => {
  const [today, page] = [shopToday(), { limit: 10 }];
  const orderId = (await readOfficeOrders(as('counter'), {}, page))?.items[0]?.orderId ?? '';
  const userId = (await listCustomers(as('counter'), page))?.items[0]?.userId ?? '';
  expect(await readCustomerWithWallet(as('counter'), userId)).not.toBeNull();
  expect(await readOfficeOrder(as('counter'), orderId)).not.toBeNull();
  const customer = as('customer');
  const counter = as('counter');
  const refused = await Promise.all([
    listCustomers(customer, page),
    readCustomerWithWallet(customer, userId),
    readOfficeOrders(customer, {}, page),
    readOfficeOrder(customer, orderId),
    listOrders(customer, {}, page),
    readToday(customer),
    readDay(counter, today),
    listClosedDays(counter, 10),
    reportSales(counter, oneDay(today)),
    reportLiabilities(counter),
    listTransfers(counter, page),
    readTraffic(as('manager')),
    readLetters(as('manager'), {}),
  ]);
  expect(refused).toEqual(refused.map(() => null));
  expect(await readUndoable(as('auditor'))).toEqual([]);
});
