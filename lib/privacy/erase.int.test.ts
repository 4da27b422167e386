import { expect, vi } from 'vitest';
import { consumers } from '#jobs/consumers';
import { hashPassword } from '#lib/accounts/passwords';
import { completeRegistrations } from '#lib/accounts/registration';
import { openSession } from '#lib/accounts/sessions';
import { issueToken } from '#lib/accounts/tokens';
import { transferOf } from '#lib/billing/testing';
import { deposit } from '#lib/billing/transfers';
import type { LoggedMessage } from '#lib/broker/message-log';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { createUsers, type Person } from '#lib/user/users';
import {
  advanceRequest,
  orderRequest,
  publishNow,
  refundRequest,
  registrationRequest,
  test,
} from '#scripts/testing/shop';
import { eraseAccount } from './erase.ts';
import { readAccountData } from './export.ts';
import { placesOf } from './testing.ts';

vi.mock('#lib/log');

const password = 'correct horse battery';

/** Sends a message as a request of its owner, with an idempotency key, and lets everything happen that follows. */
async function request(message: LoggedMessage, ownerId: string, scope: string): Promise<void> {
  await query(
    'INSERT INTO gateway.requests (correlation_id, owner_id, key_scope, key, digest) VALUES ($1, $2, $3, $4, $4)',
    [message.correlationId, ownerId, scope, newId()],
  );
  await publishNow(message);
}

/** Somebody who registered, paid in and ordered tea in every style, and is signed in. */
async function givenRegular(name: string, balance: number): Promise<Person> {
  const userId = newId();
  const email = `${name.toLowerCase()}-${userId}@example.com`;
  const person: Person = { userId, email, name, phone: '+49 30 1234567', address: 'Ledger Lane 5', locale: 'en' };
  await request(registrationRequest('event-collaboration', person), userId, `email:${email}`);
  await query('INSERT INTO accounts.credentials (user_id, password_hash) VALUES ($1, $2)', [
    userId,
    await hashPassword(password),
  ]);
  await drain(consumers);
  await transact((tx) => completeRegistrations(tx, [person]));
  await transact((tx) => deposit(tx, [transferOf(userId, balance)]));
  for (const style of ['command-reply', 'event-notification', 'event-collaboration'] as const)
    await request(orderRequest(style, person), userId, `user:${userId}`);
  await openSession(userId, 'Firefox');
  await issueToken(userId);
  return person;
}

test('who deletes the account leaves no trace but numbers in the ledger, and the address is free again', async () => {
  const ann = await givenRegular('Annabel', 750);
  await drain(consumers);
  // Somebody else tried the same address; what they typed is logged, too.
  const twin = { ...ann, userId: newId() };
  await request(registrationRequest('command-reply', twin), twin.userId, `email:${ann.email}`);
  await drain(consumers);
  const bob = await givenRegular('Bobby', 1_000);
  await drain(consumers);
  expect((await placesOf(ann.email)).length).toBeGreaterThan(3);
  const before = await readAccountData(ann.userId);
  // The counter's messages name the customer too, and are requests of somebody else.
  const atCounter = advanceRequest(before.orders[0]?.orderId ?? '', { from: 'accepted', to: 'ready', version: 0 });
  await request(atCounter, bob.userId, `user:${bob.userId}`);
  await drain(consumers);
  const { entries, orders, notifications } = await readAccountData(ann.userId);
  expect([entries.length, orders.length, notifications.length]).toEqual([4, 3, 4]);

  const secrets = await secretsOf(ann);
  expect(secrets).toHaveLength(3);
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'erased' });
  for (const trace of [ann.email, 'Annabel', ...secrets]) expect(await placesOf(trace)).toEqual([]);
  expect((await readAccountData(ann.userId)).entries).toEqual(entries);
  expect((await readAccountData(bob.userId)).profile?.email).toBe(bob.email);
  expect(await placesOf('Bobby')).not.toEqual([]);

  const again = await transact((tx) => createUsers(tx, [{ ...ann, userId: newId() }]));
  expect(again[0]?.kind).toBe('created');
});

test('nobody is erased with money, with the wrong password, or while something is under way', async () => {
  const ann = await givenRegular('Annika', 750);
  expect(await eraseAccount(ann, 'not the password')).toEqual({ kind: 'wrong-password' });
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  await drain(consumers);
  const [order] = (await readAccountData(ann.userId)).orders;
  await publishNow(refundRequest(order?.orderId ?? ''));
  await drain(consumers.filter(({ queue }) => queue === 'command-reply.order'));
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'pending' });
  await drain(consumers);
  expect(await eraseAccount(ann, password)).toEqual({ kind: 'balance', balance: 250 });
  expect((await readAccountData(ann.userId)).profile?.email).toBe(ann.email);
});

test('the data of a person hold everything and no secret', async () => {
  const ann = await givenRegular('Anneke', 800);
  await drain(consumers);
  const data = await readAccountData(ann.userId);
  expect(data).toMatchObject({
    profile: { email: ann.email, phone: ann.phone, address: ann.address },
    account: { balance: 50 },
    devices: [{ userAgent: 'Firefox' }],
    tokens: [{ name: null }],
  });
  for (const secret of await secretsOf(ann)) expect(JSON.stringify(data)).not.toContain(secret);
});

/** What only the database may know of a person. */
async function secretsOf({ userId }: Person): Promise<string[]> {
  const rows = await query<{ secret: string }>(
    `SELECT password_hash AS secret FROM accounts.credentials WHERE user_id = $1
     UNION SELECT hash FROM accounts.tokens WHERE user_id = $1 UNION SELECT hash FROM accounts.links WHERE user_id = $1`,
    [userId],
  );
  return rows.map(({ secret }) => secret);
}
