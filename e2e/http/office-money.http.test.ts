import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Role } from '#lib/accounts/roles';
import { test } from '#scripts/testing/http';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { type Answer, type Customer, meetingRoom, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { sessionCookie } from './session.ts';

// This file runs the product for itself, as production does: with a database, and neither demo mode nor TOP_UP.
let app: ServedApp;
const staff = {} as Record<Exclude<Role, 'customer'>, Customer>;
beforeAll(async () => {
  app = await serveApp({ TOP_UP: '' });
  for (const role of ['counter', 'manager', 'auditor', 'owner'] as const) staff[role] = await employed(role);
}, 180_000);
afterAll(() => app?.stop(), 60_000);

async function employed(role: Role): Promise<Customer> {
  const person = await registered(app.url, 'command-reply');
  await inDatabase(app.databaseUrl, 'UPDATE accounts.credentials SET role = $1 WHERE user_id = $2', [
    role,
    person.userId,
  ]);
  return person;
}

const asked = (who: Customer, method: string, path: string, body?: object, key?: string): Promise<Answer> =>
  send(`${app.url}/api/office/${path}`, method, { token: who.token, ...(body && { body }), key });
const post = (who: Customer, path: string, body: object, key?: string) => asked(who, 'POST', path, body, key);
const get = (who: Customer, path: string) => asked(who, 'GET', path);

/** A customer of whom the counter took money. */
async function givenCustomer(amount = 0): Promise<Customer> {
  const zoe = await registered(app.url, 'command-reply');
  if (amount > 0) expect(await take(staff.counter, zoe, amount)).toMatchObject({ status: 200 });
  return zoe;
}
const take = (who: Customer, { userId }: Customer, amount: number, more: object = {}) =>
  who.post('billing/transfer', { amount, userId, method: 'cash', ...more });

/** Expects this problem, with these members. */
const refuses = (answer: Answer, status: number, kind: string, members: object = {}) =>
  expect(answer).toMatchObject({ status, body: { type: `/problems/${kind}`, ...members } });

/** What the office did to a subject, newest first; what people did with their own accounts is left out. */
const recorded = (subject: string): Promise<{ action?: string; reason?: string | null }[]> =>
  inDatabase(
    app.databaseUrl,
    `SELECT action, actor_id, before, after, reason FROM accounts.audit_log
     WHERE subject = $1 AND action NOT LIKE 'token-%' ORDER BY id DESC`,
    [subject],
  );

describe('a customer', () => {
  test('cannot give themselves money by the API', async () => {
    const [zoe, bob] = [await givenCustomer(), await givenCustomer()];
    const bodies = [
      {},
      { note: 'please' },
      { userId: zoe.userId, method: 'cash' },
      { userId: bob.userId, method: 'card' },
    ];
    const kinds = ['top-up-by-payment', 'top-up-by-payment', 'not-allowed', 'not-allowed'] as const;
    for (const [index, more] of bodies.entries())
      refuses(await zoe.post('billing/transfer', { amount: 500, ...more }), 403, kinds[index] ?? '');
    const upperCase = { amount: 500, userId: zoe.userId.toUpperCase(), method: 'cash' };
    refuses(await zoe.post('billing/transfer', upperCase), 403, 'not-allowed');
    for (const more of [
      { method: 'cash' },
      { method: 'sandbox' },
      { userId: zoe.userId, method: 'sandbox' },
      { userId: zoe.userId },
    ])
      refuses(await zoe.post('billing/transfer', { amount: 500, ...more }), 400, 'invalid-fields');
    refuses(await post(zoe, `customers/${zoe.userId}/adjust`, { amount: 500, reason: 'x' }), 403, 'not-allowed');
    expect(await zoe.balance()).toBe(0);
  });

  test('cannot give themselves money by the forms of the pages', async ({ baseUrl }) => {
    const zoe = await givenCustomer();
    const cookie = await sessionCookie(app.url, zoe);
    const page = await (await fetch(`${app.url}/wallet`, { headers: { cookie } })).text();
    expect(page).toContain('Pay at the counter');
    expect(page).not.toContain('name="preset"');

    // The form that a shop of the same build shows where it may be tried out.
    const sandbox = await registered(baseUrl, 'command-reply');
    const tried = await sessionCookie(baseUrl, sandbox);
    const form = await topUpForm(baseUrl, tried);
    form.set('preset', '5');
    form.set('confirmed', 'yes');
    const sendForm = (url: string, session: string) =>
      fetch(`${url}/wallet`, { method: 'POST', headers: { cookie: session, origin: url }, body: form });
    expect((await sendForm(baseUrl, tried)).status).toBe(200);
    expect(await sandbox.balance()).toBe(500);
    expect(await (await sendForm(app.url, cookie)).text()).toContain('You cannot top up here');
    expect(await zoe.balance()).toBe(0);
  });

  test('withdraws at once, and waits for the office', async () => {
    const zoe = await givenCustomer(1_000);
    const answer = await zoe.withdraw(300);
    expect(answer).toMatchObject({ status: 200, body: { amount: 300, balance: 700 } });
    const { items } = (await get(staff.auditor, 'payouts?state=waiting')).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        transferId: answer.body.transferId,
        userId: zoe.userId,
        name: 'Zoë Åström',
        amount: 300,
      }),
    );
  });
});

test('a receipt of the till is mailed once, and only what the till did has one', async () => {
  const zoe = await givenCustomer();
  const { transferId } = (await take(staff.counter, zoe, 1_000, { note: 'For May' })).body;
  for (const _ of ['once', 'again'])
    expect(await post(staff.counter, `transfers/${transferId}/receipt`, {})).toMatchObject({ status: 204 });
  const mails = await inDatabase(
    app.databaseUrl,
    `SELECT address, text FROM notification.mails WHERE kind = 'receipt' AND user_id = $1`,
    [zoe.userId],
  );
  expect(mails).toEqual([{ address: zoe.email, text: expect.stringMatching(/€10\.00 in cash.*For May.*€10\.00/s) }]);
  expect(await recorded(`transfer:${transferId}`)).toMatchObject([
    { action: 'receipt-mailed', actor_id: staff.counter.userId },
  ]);
  const { transferId: own } = (await zoe.withdraw(100)).body;
  for (const id of [own, randomUUID()])
    refuses(await post(staff.counter, `transfers/${id}/receipt`, {}), 404, 'not-found');
});

test('the till takes and pays out money, each recorded with what was there before and after', async () => {
  const zoe = await givenCustomer();
  expect(await take(staff.counter, zoe, 1_000, { method: 'card', note: 'Visa 4242' })).toMatchObject({
    status: 200,
    body: { amount: 1_000, balance: 1_000, currency: 'EUR' },
  });
  const paidOut = { amount: 400, userId: zoe.userId, method: 'cash' };
  expect(await staff.counter.post('billing/withdraw', paidOut)).toMatchObject({ status: 200, body: { balance: 600 } });
  refuses(await staff.counter.post('billing/withdraw', { ...paidOut, amount: 601 }), 402, 'insufficient-funds');
  expect(await recorded(`user:${zoe.userId}`)).toMatchObject([
    { action: 'money-paid-out', before: { balance: 1_000 }, after: { balance: 600, amount: 400, method: 'cash' } },
    { action: 'money-taken', before: { balance: 0 }, after: { balance: 1_000, method: 'card' }, reason: 'Visa 4242' },
  ]);
  expect((await get(staff.auditor, 'payouts?state=waiting')).body.items).not.toContainEqual(
    expect.objectContaining({ userId: zoe.userId }),
  );
  expect((await zoe.get('billing/entries')).body.items).toMatchObject([{ amount: -400 }, { note: 'Visa 4242' }]);

  refuses(await take(staff.auditor, zoe, 5), 403, 'not-allowed');
  refuses(await take(staff.counter, { ...zoe, userId: randomUUID() }, 5), 404, 'not-found');
  refuses(await take(staff.counter, staff.counter, 5), 403, 'not-allowed');
  refuses(await take(staff.counter, { ...zoe, userId: staff.counter.userId.toUpperCase() }, 5), 403, 'not-allowed');
  expect(await take(staff.owner, staff.owner, 5)).toMatchObject({ status: 200 });
  expect(await recorded(`user:${staff.owner.userId}`)).toMatchObject([{ after: { ownWallet: true } }]);
});

test('an id in capital letters is the same id: whom to serve, and whom not to', async () => {
  const zoe = await givenCustomer();
  const capital = ({ userId, ...person }: Customer) => ({ ...person, userId: userId.toUpperCase() });
  expect(await take(staff.counter, capital(zoe), 100)).toMatchObject({ status: 200, body: { balance: 100 } });
  refuses(await take(staff.counter, capital(staff.counter), 100), 403, 'not-allowed');
});

test('a scanner that sends rubbish finds nobody', async () => {
  const cookie = await sessionCookie(app.url, staff.counter);
  for (const query of ['%00', '%00x', 'x'.repeat(300), '%F0%9F%98%80'])
    expect((await fetch(`${app.url}/office/till?query=${query}`, { headers: { cookie } })).status).toBe(200);
  expect((await get(staff.counter, 'customers?query=%00')).body.items).toEqual([]);
});

test('days and instants that no shop has known are refused', async () => {
  for (const path of ['ledger/transfers?day=0000-01-01', 'ledger/transfers?day=9999-12-31', 'orders?day=0000-01-01'])
    refuses(await get(staff.owner, path), 400, 'invalid-query');
  for (const path of ['ledger/accounts', 'reports/liabilities'])
    refuses(await get(staff.owner, `${path}?at=0000-01-01T00:00:00Z`), 400, 'invalid-query');
  const cookie = await sessionCookie(app.url, staff.owner);
  for (const path of ['reports/liabilities', 'ledger/balance', 'reports'])
    expect((await fetch(`${app.url}/office/${path}?day=0000-01-01`, { headers: { cookie } })).status).toBe(200);
});

test('a manager adjusts a balance with a reason, once for each key, and not below zero', async () => {
  const zoe = await givenCustomer(500);
  const path = `customers/${zoe.userId}/adjust`;
  const [key, body] = [randomUUID(), { amount: -200, reason: 'Charged twice' }];
  const first = await post(staff.manager, path, body, key);
  expect(first).toMatchObject({ status: 200, body: { amount: -200, balance: 300 } });
  const again = await post(staff.manager, path, body, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  refuses(await post(staff.manager, path, { ...body, amount: -1 }, key), 422, 'key-reused');
  refuses(await post(staff.manager, path, { ...body, amount: -301 }), 402, 'insufficient-funds');
  for (const invalid of [{ amount: 0 }, { reason: ' ' }, { reason: 'a\u0000b' }, { amount: 1.5 }])
    refuses(await post(staff.manager, path, { ...body, ...invalid }), 400, 'invalid-fields');
  refuses(await post(staff.counter, path, body), 403, 'not-allowed');
  refuses(await post(staff.manager, `customers/${randomUUID()}/adjust`, body), 404, 'not-found');
  refuses(await post(staff.manager, 'customers/x/adjust', body), 404, 'not-found');
  refuses(await post(staff.manager, `customers/${staff.manager.userId}/adjust`, body), 403, 'not-allowed');
  expect(await zoe.balance()).toBe(300);
  expect((await recorded(`user:${zoe.userId}`))[0]).toMatchObject({
    action: 'balance-adjusted',
    actor_id: staff.manager.userId,
    before: { balance: 500 },
    after: { balance: 300, amount: -200 },
    reason: 'Charged twice',
  });
  const [line] = (await zoe.get('billing/entries')).body.items;
  expect(line).toMatchObject({ kind: 'adjustment', amount: -200, note: 'Charged twice' });
});

test('a blocked wallet takes money and pays none, in every style, until it is unblocked', async () => {
  const zoe = await givenCustomer(20_000);
  const [block, unblock] = [`customers/${zoe.userId}/block`, `customers/${zoe.userId}/unblock`];
  refuses(await post(staff.counter, block, { reason: 'Card lost' }), 403, 'not-allowed');
  const blocked = await post(staff.manager, block, { reason: 'Card lost' });
  expect(blocked).toMatchObject({ status: 200, body: { userId: zoe.userId, blockedAt: expect.any(String) } });
  expect((await post(staff.manager, block, { reason: 'Again' })).body).toEqual(blocked.body);

  const refused = await zoe.order(meetingRoom);
  refuses(refused, 402, 'account-blocked', { reason: 'account-blocked' });
  expect(await zoe.final(refused.body.orderId)).toMatchObject({ status: 'refused', reason: 'account-blocked' });
  for (const style of ['event-notification', 'event-collaboration'] as const) {
    const ordered = await zoe.at(style).order(meetingRoom);
    expect(ordered.status).toBe(201);
    expect(await zoe.final(ordered.body.orderId)).toMatchObject({ status: 'refused', reason: 'account-blocked' });
  }
  const told = await zoe.notifications(3);
  for (const { text, reason } of told) {
    expect(reason).toBe('account-blocked');
    expect(text).toContain('your account is blocked');
    expect(text).not.toContain('Top up');
  }
  refuses(await zoe.withdraw(1), 402, 'account-blocked', { reason: 'account-blocked' });
  const paidOut = { amount: 1, userId: zoe.userId, method: 'cash' };
  refuses(await staff.counter.post('billing/withdraw', paidOut), 402, 'account-blocked');
  expect(await take(staff.counter, zoe, 1)).toMatchObject({ status: 200, body: { balance: 20_001 } });

  expect(await post(staff.manager, unblock, { reason: 'Found' })).toMatchObject({ body: { blockedAt: null } });
  expect(await zoe.order(meetingRoom)).toMatchObject({ status: 201 });
  expect((await recorded(`user:${zoe.userId}`)).map(({ action, reason }) => [action, reason])).toEqual([
    ['wallet-unblocked', 'Found'],
    ['money-taken', null],
    ['wallet-blocked', 'Card lost'],
    ['money-taken', null],
  ]);
});

test('a payout is paid or returned, once, and never by whoever gets it', async () => {
  const [zoe, bob] = [await givenCustomer(900), await givenCustomer(800)];
  const [paid, returned] = [(await zoe.withdraw(900)).body.transferId, (await bob.withdraw(800)).body.transferId];
  refuses(await post(staff.counter, `payouts/${paid}/settle`, { method: 'bank' }), 403, 'not-allowed');
  refuses(await get(staff.counter, 'payouts'), 404, 'not-found');
  refuses(await post(staff.manager, `payouts/${paid}/settle`, { method: 'card' }), 400, 'invalid-fields');
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => post(staff.manager, `payouts/${paid}/settle`, { method: 'bank' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ state: 'settled', method: 'bank' });
  expect(await post(staff.manager, `payouts/${returned}/return`, { reason: 'No IBAN' })).toMatchObject({
    status: 200,
    body: { state: 'returned', reason: 'No IBAN' },
  });
  expect([await zoe.balance(), await bob.balance()]).toEqual([0, 800]);
  refuses(await post(staff.manager, `payouts/${paid}/return`, { reason: 'x' }), 409, 'payout-decided', {
    state: 'settled',
  });
  refuses(await post(staff.manager, `payouts/${randomUUID()}/return`, { reason: 'x' }), 404, 'not-found');
  expect(await recorded(`transfer:${returned}`)).toMatchObject([
    { action: 'payout-returned', before: { state: 'waiting' }, after: { state: 'returned' }, reason: 'No IBAN' },
  ]);

  await take(staff.counter, staff.manager, 50);
  const own = (await staff.manager.withdraw(50)).body.transferId;
  refuses(await post(staff.manager, `payouts/${own}/settle`, { method: 'cash' }), 403, 'not-allowed');
});

test('who took money at the till undoes it within five minutes, whole and once', async () => {
  const zoe = await givenCustomer(100);
  const { transferId } = (await take(staff.counter, zoe, 400)).body;
  const undo = (who: Customer, id: unknown) => post(who, `transfers/${id}/undo`, { reason: 'Typed 400 for 40' });
  refuses(await undo(staff.manager, transferId), 403, 'not-allowed');
  refuses(await undo(staff.auditor, transferId), 403, 'not-allowed');
  refuses(await undo(staff.counter, randomUUID()), 404, 'not-found');
  expect(await undo(staff.counter, transferId)).toMatchObject({ status: 200, body: { amount: 400, balance: 100 } });
  refuses(await undo(staff.counter, transferId), 409, 'already-reversed');
  refuses(await post(staff.counter, `transfers/${transferId}/receipt`, {}), 409, 'already-reversed');
  expect(await recorded(`transfer:${transferId}`)).toMatchObject([
    { action: 'transfer-undone', before: { balance: 500 }, after: { balance: 100 }, reason: 'Typed 400 for 40' },
  ]);

  const spent = (await take(staff.counter, zoe, 5)).body.transferId;
  await zoe.withdraw(105);
  refuses(await undo(staff.counter, spent), 402, 'insufficient-funds');
  const old = (await take(staff.counter, zoe, 7)).body.transferId;
  await inDatabase(app.databaseUrl, `ALTER TABLE billing.transfers DISABLE TRIGGER transfers_append_only`, []);
  await inDatabase(
    app.databaseUrl,
    `UPDATE billing.transfers SET created_at = created_at - interval '301 seconds' WHERE id = $1`,
    [old],
  );
  await inDatabase(app.databaseUrl, `ALTER TABLE billing.transfers ENABLE TRIGGER transfers_append_only`, []);
  refuses(await undo(staff.counter, old), 409, 'too-late-to-undo');
});

test('auditors read what is owed, the trial balance and every transfer; the counter reads none', async () => {
  const before = new Date();
  const zoe = await givenCustomer(1_234);
  const owed = (await get(staff.auditor, 'reports/liabilities')).body;
  const customers = owed.customers as { userId: string; balance: number }[];
  expect(customers).toContainEqual({ userId: zoe.userId, balance: 1_234 });
  expect(owed.total).toBe(customers.reduce((sum, { balance }) => sum + balance, 0));
  const earlier = (await get(staff.auditor, `reports/liabilities?at=${before.toISOString()}`)).body;
  expect(JSON.stringify(earlier)).not.toContain(zoe.userId);

  const { currencies } = (await get(staff.auditor, 'ledger/accounts')).body as unknown as {
    currencies: { sum: number; accounts: { account: string; balance: number }[] }[];
  };
  expect(currencies).toMatchObject([{ currency: 'EUR', sum: 0 }]);
  expect(currencies[0]?.accounts).toContainEqual({ account: 'wallets', balance: owed.total });
  expect(currencies[0]?.accounts.map(({ account }) => account).sort()).toEqual([
    'adjustments',
    'bank',
    'card',
    'cash',
    'payouts-due',
    'revenue',
    'sandbox',
    'wallets',
  ]);

  const day = new Date().toISOString().slice(0, 10);
  const query = `ledger/transfers?userId=${zoe.userId}&kind=deposit&account=cash&day=${day}`;
  expect((await get(staff.auditor, query)).body.items).toMatchObject([
    {
      kind: 'deposit',
      debit: { account: 'cash', userId: null },
      credit: { account: 'wallet', userId: zoe.userId },
      amount: 1_234,
      method: 'cash',
      actorId: staff.counter.userId,
    },
  ]);
  expect((await get(staff.auditor, `${query.replace('cash', 'card')}`)).body.items).toEqual([]);
  refuses(await get(staff.auditor, 'ledger/transfers?kind=gift'), 400, 'invalid-query');
  for (const path of ['reports/liabilities', 'ledger/accounts', 'ledger/transfers', 'payouts'])
    for (const who of [staff.counter, zoe]) refuses(await get(who, path), 404, 'not-found');
});

/** The fields of the form that tops up the wallet, as a browser without JavaScript sends them. */
async function topUpForm(baseUrl: string, cookie: string): Promise<FormData> {
  const page = await (await fetch(`${baseUrl}/wallet`, { headers: { cookie } })).text();
  const form = page.match(/<form\b(?:(?!<\/form>)[\s\S])*name="preset"(?:(?!<\/form>)[\s\S])*<\/form>/)?.[0] ?? '';
  const fields = new FormData();
  for (const [input] of form.matchAll(/<input type="hidden"[^>]*>/g)) {
    const [name = '', value = ''] = ['name', 'value'].map((part) => input.match(new RegExp(`${part}="([^"]*)"`))?.[1]);
    fields.set(unescaped(name), unescaped(value));
  }
  return fields;
}

const unescaped = (text: string): string =>
  text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
