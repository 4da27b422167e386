import { beforeEach, expect } from 'vitest';
import { readAuditLog } from '#lib/accounts/audit-log';
import { resetPassword } from '#lib/accounts/password-change';
import { checkPassword } from '#lib/accounts/sign-in';
import { readAccount } from '#lib/billing/read';
import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import { findUserId } from '#lib/user/read';
import { givenCustomer, test } from '#scripts/testing/shop';
import { readCustomerWithWallet } from './customers.ts';
import { importCustomers } from './import.ts';

const password = 'correct horse battery';
const manager = { userId: newId(), role: 'manager' as const };

/** A word that no other test uses, for addresses and cards. */
let mark = '';
beforeEach(() => {
  mark = newId().slice(-12);
});

const asking = (file: string | Uint8Array, sendsLinks = false, idempotencyKey: string | null = null) => ({
  actor: manager,
  body: { file: typeof file === 'string' ? new TextEncoder().encode(file) : file, sendsLinks },
  correlationId: newId(),
  idempotencyKey,
  fingerprint: String(sendsLinks),
});
const imported = async (file: string | Uint8Array, sendsLinks = false) =>
  (await importCustomers(asking(file, sendsLinks))).outcome;
const customerAt = async (email: string) => readCustomerWithWallet(manager, (await findUserId(email)) ?? '');
const countUsers = async () => (await query<{ count: number }>('SELECT count(*) FROM "user".users'))[0]?.count;

test('imports new people with card and opening balance, once however often', async () => {
  const file = `\uFEFFBalance;Name;EMAIL;card;phone\r\n12.50;"Ann; the first";Ann.${mark}@example.com;A-${mark};'+49 1\r\n;Bob;bob.${mark}@example.com;;\r\n;;;;\r\n`;
  expect(await imported(file)).toEqual({ kind: 'imported', created: 2, updated: 0, unchanged: 0 });
  const ann = await customerAt(`ann.${mark}@example.com`);
  expect(ann).toMatchObject({ name: 'Ann; the first', phone: '+49 1', cardId: `A-${mark}`, balance: 1_250 });
  expect(await customerAt(`bob.${mark}@example.com`)).toMatchObject({ cardId: null, balance: 0 });
  expect(await imported(file)).toEqual({ kind: 'imported', created: 0, updated: 0, unchanged: 2 });
  expect(await readAccount(ann?.userId ?? '', 'EUR')).toMatchObject({ balance: 1_250 });
  const { items } = await readAuditLog({ limit: 2, subject: 'shop:customers', actorId: manager.userId });
  expect(items.map(({ after }) => after)).toEqual([
    { created: 0, updated: 0, unchanged: 2, credited: 0 },
    { created: 2, updated: 0, unchanged: 0, credited: 1_250 },
  ]);
});

test('changes of registered people what the file gives, and never their balance', async () => {
  const [ann, bob] = [await givenCustomer(500, { phone: '1' }), await givenCustomer(0, { name: 'Bob' })];
  const file = `email,phone,name,card,balance\n${ann.email.toUpperCase()},2,,C-${mark},900\n${bob.email},,Bob,,`;
  expect(await imported(file, true)).toEqual({ kind: 'imported', created: 0, updated: 1, unchanged: 1 });
  expect(await customerAt(ann.email)).toMatchObject({ name: 'Ann', phone: '2', cardId: `C-${mark}`, balance: 500 });
  expect(await query('SELECT FROM notification.mails WHERE user_id = $1', [ann.userId])).toEqual([]);
});

test('names every fault by line and column, and imports nothing', async () => {
  const ann = await givenCustomer(0);
  await imported(`email,card\n${ann.email},T-${mark}`);
  const before = await countUsers();
  const file = [
    'email,name,phone,card,balance',
    `ok.${mark}@example.com,Zoe,,,1`,
    'nobody,"Two',
    `lines",${'9'.repeat(41)},a card,"1,50"`,
    `twice.${mark}@example.com,Zoe,,N-${mark},1.505`,
    `twice.${mark}@example.com,Zoe,,,-1`,
    `new.${mark}@example.com,,,T-${mark},`,
    `short.${mark}@example.com`,
    `card.${mark}@example.com,Zoe,,K-${mark},`,
    `more.${mark}@example.com,Zoe,,K-${mark},`,
    `ok.${mark}@EXAMPLE.com,Zoe,,,`,
  ].join('\n');
  const outcome = await imported(file);
  const faults = outcome.kind === 'invalid-csv' ? outcome.faults : [];
  expect(faults.map(({ line, column, fault }) => `${line} ${column} ${fault}`)).toEqual([
    '4 email email',
    '4 name name',
    '4 phone phone',
    '4 card card',
    '4 balance balance',
    '5 balance balance',
    '6 balance balance',
    '7 name name-needed',
    '7 card card-taken',
    '8 null cells',
    '10 card card-repeated',
    '11 email email-repeated',
  ]);
  expect(await countUsers()).toBe(before);
});

test.for([
  ['', '1 null empty'],
  ['name\nAnn', '1 email no-email-column'],
  ['email,e-mail,email\n', '1 e-mail unknown-column, 1 email repeated-column'],
  ['email,name\na@example.com,"Ann\nb@example.com,Bob', '3 null malformed'],
  [new Uint8Array([0x65, 0xe9]), '1 null not-utf-8'],
] as const)('refuses a file that is no list of customers: %j', async ([file, expected]) => {
  const outcome = await imported(file);
  const faults = outcome.kind === 'invalid-csv' ? outcome.faults : [];
  expect(faults.map(({ line, column, fault }) => `${line} ${column} ${fault}`).join(', ')).toBe(expected);
});

test('a new person chooses a password with the link they are sent, within two weeks', async () => {
  const email = `new.${mark}@example.com`;
  await imported(`email,name\n${email},Ann`, true);
  expect(await checkPassword(email, password)).toEqual({ kind: 'wrong' });
  const [mail] = await query<{ text: string }>(
    `SELECT "text" FROM notification.mails WHERE address = $1 AND kind = 'choose-password'`,
    [email],
  );
  const secret = new URL(/^http\S+$/m.exec(mail?.text ?? '')?.[0] ?? '').searchParams.get('token') ?? '';
  await query(`UPDATE accounts.links SET expires_at = expires_at - interval '13 days 23 hours'`);
  expect(await resetPassword(secret, password)).toEqual({ kind: 'changed' });
  expect(await checkPassword(email, password)).toMatchObject({ kind: 'right', role: 'customer' });
});

test('imports 5 000 people in one go, and two of the same file at once make nobody twice', async () => {
  const people = Array.from({ length: 5_000 }, (_, n) => `p${n}.${mark}@example.com,Person ${n},${mark}${n},1.00`);
  const file = ['email,name,card,balance', ...people].join('\n');
  const outcomes = await Promise.all([imported(file, true), imported(file)]);
  expect(outcomes.map((one) => (one.kind === 'imported' ? one.created : one)).toSorted()).toEqual([0, 5_000]);
  expect(await customerAt(`p4999.${mark}@example.com`)).toMatchObject({ balance: 100, cardId: `${mark}4999` });
});
