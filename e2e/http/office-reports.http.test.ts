import { expect } from 'vitest';
import type { Role } from '#lib/accounts/roles';
import { test as base } from '#scripts/testing/http';
import { registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { sessionCookie } from './session.ts';

/** A customer with a paid order, and a manager with a session. */
const test = base.extend('people', { scope: 'file' }, async ({ baseUrl, databaseUrl }) => {
  const customer = await registered(baseUrl, 'command-reply');
  await customer.deposit(5_000);
  const { body } = await customer.order([{ productId: 'espresso', quantity: 1 }]);
  const giveRole = async (role: Role) => {
    const person = await registered(baseUrl, 'command-reply');
    await inDatabase(databaseUrl, 'UPDATE accounts.credentials SET role = $2 WHERE user_id = $1', [
      person.userId,
      role,
    ]);
    return { token: person.token, cookie: await sessionCookie(baseUrl, person) };
  };
  return { customer, orderId: body.orderId, manager: await giveRole('manager'), counter: await giveRole('counter') };
});

const file = async (url: string, cookie: string) => {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get('content-type'), text: bytes.toString('latin1') };
};

test('bookings are exported for DATEV, a year at a time', async ({ baseUrl, people }) => {
  const { manager, orderId } = people;
  const { status, type, text } = await file(`${baseUrl}/office/reports/datev`, manager.cookie);
  expect([status, type]).toEqual([200, 'text/csv; charset=windows-1252']);
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(
    /^"EXTF";700;21;"Buchungsstapel";13;\d{17};;"RE";"";"";1001;1;\d{4}0101;4;\d{8};\d{8};"Saldo"/,
  );
  expect(lines[1]).toContain('Gegenkonto (ohne BU-Schl\xfcssel)');
  expect(lines.find((line) => line.includes(orderId))).toMatch(/;"S";"EUR";;;"";1710;8400;"";\d{4};/);
  expect((await file(`${baseUrl}/office/reports/datev?from=2020-12-31&to=2021-01-01`, manager.cookie)).status).toBe(
    404,
  );
});

test('sales and liabilities are exported as CSV, as the API and the pages show them', async ({ baseUrl, people }) => {
  const { manager, customer } = people;
  const sales = await file(`${baseUrl}/office/reports/sales/export?by=product`, manager.cookie);
  expect(sales.text).toMatch(/^product,name,quantity,amount,currency\r\n/);
  expect(sales.text).toMatch(/espresso,Espresso,\d+,\d+\.\d\d,EUR\r\n/);
  expect((await file(`${baseUrl}/office/reports/sales/export?by=hour`, manager.cookie)).text).toMatch(/\n\d\d,\d+,/);
  expect((await file(`${baseUrl}/office/reports/sales`, manager.cookie)).text).toContain('Espresso');
  const { body } = await send(`${baseUrl}/api/office/reports/liabilities`, 'GET', { token: manager.token });
  const customers = body.customers as { userId: string; balance: number }[];
  const owed = customers.find(({ userId }) => userId === customer.userId)?.balance ?? 0;
  const liabilities = await file(`${baseUrl}/office/reports/liabilities/export`, manager.cookie);
  expect(liabilities.text).toContain(`${customer.userId},`);
  expect(liabilities.text).toContain(`,${(owed / 100).toFixed(2)},EUR\r\n`);
  const longAgo = await file(`${baseUrl}/office/reports/liabilities/export?day=2020-01-01`, manager.cookie);
  expect(longAgo.text).toBe('customer,name,email,balance,currency\r\n');
});

test('the API reports sales in the language of the caller, as the export does', async ({ baseUrl, people }) => {
  const { manager } = people;
  const report = async (search: string, language = 'en') => {
    const headers = { authorization: `Bearer ${manager.token}`, 'accept-language': language };
    const answer = await fetch(`${baseUrl}/api/office/reports/sales${search}`, { headers });
    return { status: answer.status, body: await answer.json() };
  };
  const { body } = await report('');
  expect(body).toMatchObject({ currency: 'EUR', from: expect.stringMatching(/-01$/) });
  const named = (sales: typeof body) => sales.byProduct.find((row: typeof body) => row.productId === 'espresso').name;
  expect([named(body), named((await report('', 'ru')).body)]).toEqual(['Espresso', 'Эспрессо']);
  expect(body.byCategory.map(({ category }: typeof body) => category)).toContain('drinks');
  expect(body.byHour.every(({ hour }: typeof body) => Number.isInteger(hour))).toBe(true);
  const ru = await file(`${baseUrl}/office/reports/sales/export?by=product`, `${manager.cookie}; saldo.locale=ru`);
  expect(Buffer.from(ru.text, 'latin1').toString()).toContain('espresso,Эспрессо,');
  const empty = await report('?from=2020-01-02&to=2020-01-01');
  expect(empty.body).toMatchObject({ from: '2020-01-01', to: '2020-01-02', byProduct: [], byCategory: [], byHour: [] });
  expect((await report('?from=yesterday')).status).toBe(400);
});

test('the palette finds customers and orders by what names them', async ({ baseUrl, people }) => {
  const { counter, customer, orderId } = people;
  const find = async (query: string) =>
    JSON.parse((await file(`${baseUrl}/office/find?${new URLSearchParams({ query })}`, counter.cookie)).text);
  expect(await find('')).toEqual({ customers: [], orders: [] });
  expect((await find(customer.userId)).customers).toMatchObject([{ userId: customer.userId }]);
  const { orders } = await find(orderId.toUpperCase());
  expect(orders).toMatchObject([{ orderId, number: expect.any(Number), customerName: expect.any(String) }]);
  const named = await find(`#${orders[0].number}`);
  expect(named.orders).toContainEqual(orders[0]);
  expect(await find('nobody at all')).toEqual({ customers: [], orders: [] });
});
