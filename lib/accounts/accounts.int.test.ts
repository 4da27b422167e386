import { beforeEach, expect, vi } from 'vitest';
import { consumers } from '#jobs/consumers';
import { EMAIL_QUEUE } from '#lib/broker/queues';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { prune } from '#lib/notification/prune';
import { readNotifications } from '#lib/notification/read';
import { Overload } from '#lib/overload';
import { readProfile } from '#lib/user/read';
import type { Person } from '#lib/user/users';
import type { Mailbox } from '#scripts/testing/mailbox';
import { givenCustomer, test, waitingJobs } from '#scripts/testing/shop';
import { sendVerification, verifyEmail } from './email-verification.ts';
import { ownerOfLink } from './links.ts';
import { changePassword, resetPassword, sendPasswordReset } from './password-change.ts';
import { hashPassword } from './passwords.ts';
import { completeRegistrations } from './registration.ts';
import { findSession, openSession, readDevices, signOutDevice, signOutOthers } from './sessions.ts';
import { checkPassword } from './sign-in.ts';
import { findToken, issueToken, makeToken, readTokens } from './tokens.ts';

vi.mock('#lib/log');

const DAY_MS = 86_400_000;
const password = 'correct horse battery';
const another = 'another horse battery';

beforeEach<{ mailbox: Mailbox }>(({ mailbox }) => void mailbox.requests.splice(0));

/** A customer who can sign in. */
async function givenMember(traits: Partial<Person> = {}): Promise<Person> {
  const person = await givenCustomer(0, traits);
  await query('UPDATE accounts.credentials SET password_hash = $2 WHERE user_id = $1', [
    person.userId,
    await hashPassword(password),
  ]);
  return person;
}

const deliver = () => drain(consumers.filter(({ queue }) => queue === EMAIL_QUEUE));

/** The secret in the link of the newest e-mail that was sent to a person. */
async function linkSentTo(person: Person, mailbox: Mailbox): Promise<string> {
  await deliver();
  const mail = mailbox.requests.findLast(({ to }) => to === person.email);
  return new URL(/^http\S+$/m.exec(mail?.text ?? '')?.[0] ?? '').searchParams.get('token') ?? '';
}

/** Makes the links of a person as old as they would be after a while. */
const letPass = (person: Person, interval: string) =>
  query(
    'UPDATE accounts.links SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval WHERE user_id = $1',
    [person.userId, interval],
  );

test('a new customer gets one link, which verifies the address once and tells nothing in the inbox', async ({
  mailbox,
}) => {
  const ann = await givenMember();
  const registered = () => transact((tx) => completeRegistrations(tx, [ann]));
  await Promise.all([registered(), registered()]);
  await registered();
  const secret = await linkSentTo(ann, mailbox);
  expect(mailbox.requests).toHaveLength(1);
  expect(await ownerOfLink(secret, 'verify-email')).toBe(ann.userId);
  expect((await readProfile(ann.userId))?.emailVerifiedAt).toBeNull();

  expect((await Promise.all([verifyEmail(secret), verifyEmail(secret)])).sort()).toEqual([false, true]);
  expect((await readProfile(ann.userId))?.emailVerifiedAt).toBeInstanceOf(Date);
  expect(await verifyEmail(secret)).toBe(false);
  expect((await readNotifications(ann.userId, { limit: 10 })).items).toEqual([]);
  expect(await waitingJobs()).toEqual({});
});

test('a link does not outlive its day, nor open what it was not made for', async ({ mailbox }) => {
  const ann = await givenMember();
  await sendVerification(ann.userId);
  const secret = await linkSentTo(ann, mailbox);
  expect(await resetPassword(secret, another)).toEqual({ kind: 'dead-link' });
  await letPass(ann, '24 hours 1 second');
  expect(await verifyEmail(secret)).toBe(false);
  expect(await verifyEmail('made up')).toBe(false);
});

test('a sent e-mail keeps no link that works', async ({ mailbox }) => {
  const ann = await givenMember();
  await sendVerification(ann.userId);
  const secret = await linkSentTo(ann, mailbox);
  const kept = await query<{ text: string }>('SELECT "text" FROM notification.mails WHERE user_id = $1', [ann.userId]);
  expect(kept[0]?.text).not.toContain(secret);
  const [{ hash } = { hash: '' }] = await query<{ hash: string }>(
    'SELECT hash FROM accounts.links WHERE user_id = $1',
    [ann.userId],
  );
  expect(hash).not.toBe(secret);
});

test('nobody can fill a mailbox: five links an hour, and again after it', async ({ mailbox }) => {
  const ann = await givenMember();
  for (let count = 0; count < 5; count++) expect(await sendVerification(ann.userId)).toBe('sent');
  expect(await sendVerification(ann.userId)).toBe('too-many');
  await sendPasswordReset(ann.email.toUpperCase()); // another purpose, counted apart
  await deliver();
  expect(mailbox.requests).toHaveLength(6);
  await letPass(ann, '61 minutes');
  expect(await sendVerification(ann.userId)).toBe('sent');
});

test('attempts that are refused for overload are not counted', async () => {
  const ann = await givenMember();
  const others = Promise.all(Array.from({ length: 52 }, () => hashPassword('correct horse battery')));
  for (let count = 0; count < 11; count++)
    await expect(checkPassword(ann.email, password)).rejects.toBeInstanceOf(Overload);
  await others;
  expect(await checkPassword(ann.email, password)).toMatchObject({ kind: 'right' });
});

test('who forgot the password chooses another: the old one, every session, every token and every other link end', async ({
  mailbox,
}) => {
  const ann = await givenMember();
  const session = await openSession(ann.userId, 'Firefox');
  const issued = await issueToken(ann.userId);
  for (let count = 0; count < 10; count++) await checkPassword(ann.email, 'forgotten');
  await sendPasswordReset(ann.email);
  const first = await linkSentTo(ann, mailbox);
  await sendPasswordReset(ann.email);
  const second = await linkSentTo(ann, mailbox);
  expect(second).not.toBe(first);

  expect(await resetPassword(second, another)).toEqual({ kind: 'changed' });
  expect(await resetPassword(first, password)).toEqual({ kind: 'dead-link' });
  expect(await findSession(session as string)).toBeNull();
  expect(await findToken(issued?.token as string)).toBeNull();
  expect(await checkPassword(ann.email, password)).toEqual({ kind: 'wrong' });
  expect(await checkPassword(ann.email, another)).toMatchObject({ userId: ann.userId });
  expect((await readProfile(ann.userId))?.emailVerifiedAt).toBeInstanceOf(Date);
  await deliver();
  expect(mailbox.requests.at(-1)?.subject).toContain('your password was changed');
});

test('nobody chooses a password made of their name, their address or the name of the shop', async ({ mailbox }) => {
  const ann = await givenMember({ name: 'Ann Lovelace' });
  await sendPasswordReset(ann.email);
  const secret = await linkSentTo(ann, mailbox);
  const refusal = { kind: 'guessable-password' };
  for (const guessable of ['Lovelace-1815', ann.email, 'saldo saldo 26']) {
    expect(await resetPassword(secret, guessable)).toEqual(refusal);
    const session = { ...ann, sessionId: (await openSession(ann.userId, null)) as string };
    expect(await changePassword(session, password, guessable)).toEqual(refusal);
  }
  expect(await resetPassword(secret, another)).toEqual({ kind: 'changed' });
});

test('mails about accounts are forgotten after the days that messages are kept', async ({ mailbox }) => {
  const ann = await givenMember();
  await sendVerification(ann.userId);
  const mails = () => query('SELECT FROM notification.mails WHERE user_id = $1', [ann.userId]);
  await prune(Date.now() + 89 * DAY_MS);
  expect(await mails()).toHaveLength(1);
  await prune(Date.now() + 91 * DAY_MS);
  expect(await mails()).toHaveLength(0);
  await deliver();
  expect(mailbox.requests).toEqual([]);
  expect(await waitingJobs()).toEqual({});
});

test('a link to reset a password lasts an hour', async ({ mailbox }) => {
  const ann = await givenMember();
  await sendPasswordReset(ann.email);
  const secret = await linkSentTo(ann, mailbox);
  await letPass(ann, '61 minutes');
  expect(await resetPassword(secret, another)).toEqual({ kind: 'dead-link' });
  expect(await checkPassword(ann.email, password)).toMatchObject({ kind: 'right' });
});

test('a stranger who asks for a link gets none', async ({ mailbox }) => {
  await sendPasswordReset('nobody@example.com');
  await deliver();
  expect(mailbox.requests).toEqual([]);
});

test('e-mails about accounts are written in the language of the customer, names without markup', async ({
  mailbox,
}) => {
  const ann = await givenMember({ locale: 'ru', name: '<b>Анна</b>' });
  await sendVerification(ann.userId);
  await deliver();
  const [mail] = mailbox.requests;
  expect(mail?.subject).toContain('подтвердите адрес');
  expect(mail?.html).toContain('&lt;b&gt;Анна&lt;/b&gt;');
  expect(mail?.html).toMatch(/<a href="http[^"]+verify-email\?token=[\w-]{43}"[^>]*>Подтвердить адрес<\/a>/);
});

test('changing the password asks for the current one, and leaves only this device signed in', async ({ mailbox }) => {
  const ann = await givenMember();
  const here = (await openSession(ann.userId, 'Firefox')) as string;
  const there = (await openSession(ann.userId, 'Safari')) as string;
  await makeToken(ann.userId, 'coffee machine', crypto.randomUUID());
  const user = { ...ann, sessionId: here };
  expect(await changePassword(user, 'not the password', another)).toEqual({ kind: 'wrong-password' });
  expect(await findSession(there)).not.toBeNull();

  expect(await changePassword(user, password, another)).toEqual({ kind: 'changed' });
  expect(await findSession(here)).not.toBeNull();
  expect(await findSession(there)).toBeNull();
  expect(await readTokens(ann.userId)).toEqual([]);
  await deliver();
  expect(mailbox.requests.at(-1)?.subject).toContain('your password was changed');
});

test('a device can be signed out by its owner and by nobody else', async () => {
  const [ann, bob] = [await givenMember(), await givenMember()];
  const [phone, laptop, tablet] = await Promise.all(
    ['Phone', 'Laptop', 'Tablet'].map((it) => openSession(ann.userId, it)),
  );
  await signOutDevice(bob.userId, phone as string);
  expect(await readDevices(ann.userId)).toHaveLength(3);
  await signOutDevice(ann.userId, phone as string);
  expect(await findSession(phone as string)).toBeNull();
  await signOutOthers(ann.userId, laptop as string);
  expect((await readDevices(ann.userId)).map(({ sessionId }) => sessionId)).toEqual([laptop]);
  expect(await findSession(tablet as string)).toBeNull();
});

test('a token is made once, works, and shows when it was used', async () => {
  const ann = await givenMember();
  const tokenId = crypto.randomUUID();
  const [token, repeated] = [
    await makeToken(ann.userId, 'coffee machine', tokenId),
    await makeToken(ann.userId, 'coffee machine', tokenId),
  ];
  expect(repeated).toBeNull();
  expect(await readTokens(ann.userId)).toEqual([expect.objectContaining({ name: 'coffee machine', lastUsedAt: null })]);
  expect(await findToken(token as string)).toEqual({ userId: ann.userId, role: 'customer' });
  expect((await readTokens(ann.userId))[0]?.lastUsedAt).toBeInstanceOf(Date);
});

test('somebody without a credential gets no session and no token', async () => {
  const userId = crypto.randomUUID();
  expect([
    await openSession(userId, 'Firefox'),
    await issueToken(userId),
    await makeToken(userId, 'coffee machine', crypto.randomUUID()),
  ]).toEqual([null, null, null]);
  expect([await readDevices(userId), await readTokens(userId)]).toEqual([[], []]);
});
