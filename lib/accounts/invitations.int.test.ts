import { beforeEach, expect } from 'vitest';
import { consumers } from '#jobs/consumers';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { register } from '#lib/gateway/operations';
import { newId } from '#lib/ids';
import type { Style } from '#lib/messages/define';
import { styles } from '#lib/messages/define';
import { invitePerson, revoke } from '#lib/office/invitations';
import { setRegistration } from '#lib/office/settings';
import { changeRegistration } from '#lib/shop/registration';
import { test } from '#scripts/testing/shop';
import { readAuditLog } from './audit-log.ts';
import { findInvitation, readInvitations } from './invitations.ts';
import type { Role } from './roles.ts';
import { checkPassword } from './sign-in.ts';

const owner = { userId: newId(), role: 'owner' as const };
const password = 'correct horse battery';
const newAddress = () => `${newId()}@example.com`;

const asking = <Body>(body: Body, actor: { userId: string; role: Role } = owner) => ({
  actor,
  body,
  correlationId: newId(),
  idempotencyKey: null,
  fingerprint: '',
});

beforeEach(() => transact((tx) => changeRegistration(tx, 'invitation')));

/** Invites an address, and returns the secret in the link that its mail holds. */
async function invited(email: string, role: Role = 'customer'): Promise<string> {
  const { outcome } = await invitePerson(asking({ email, role, locale: 'en' }));
  expect(outcome.kind).toBe('invited');
  const [mail] = await query<{ text: string }>(
    `SELECT "text" FROM notification.mails WHERE address = $1 AND kind = 'invitation' ORDER BY id DESC`,
    [email],
  );
  return new URL(/^http\S+$/m.exec(mail?.text ?? '')?.[0] ?? '').searchParams.get('invitation') ?? '';
}

/** Registers while the consumers work, until there is an outcome. */
async function registering(
  email: string,
  invitation: string | undefined,
  { style = 'event-collaboration' as Style, key = null as string | null, name = 'Ann' } = {},
): Promise<string> {
  const registered = register(style, {
    body: { email, name, password, invitation },
    correlationId: newId(),
    idempotencyKey: key,
    fingerprint: `${email} ${name}`,
  });
  let isOver = false;
  void registered.finally(() => {
    isOver = true;
  });
  while (!isOver) await drain(consumers);
  await drain(consumers);
  return (await registered).outcome.kind;
}

test.for(styles)('an invitation admits its address once and gives its role, in %s', async (style) => {
  const email = newAddress();
  const secret = await invited(email, 'manager');
  expect(await registering(newAddress(), secret, { style })).toBe('invitation-needed');
  expect(await registering(email, undefined, { style })).toBe('invitation-needed');
  expect(await registering(email, 'made up', { style })).toBe('invitation-needed');

  const key = newId();
  expect(await registering(email, secret, { style, key })).toBe('registered');
  expect(await registering(email, secret, { style, key })).toBe('registered'); // a repeat gets the same answer
  const member = await checkPassword(email, password);
  expect(member).toMatchObject({ kind: 'right', role: 'manager' });
  expect(await findInvitation(secret)).toBeNull();
  const userId = 'userId' in member ? member.userId : '';
  const { items } = await readAuditLog({ limit: 5, subject: `user:${userId}`, action: 'role-changed' });
  expect(items).toMatchObject([{ actorId: owner.userId, before: { role: 'customer' }, after: { role: 'manager' } }]);
});

test('two who register at once with one invitation: one does', async () => {
  const email = newAddress();
  const secret = await invited(email);
  const outcomes = await Promise.all([
    registering(email, secret, { name: 'Ann' }),
    registering(email, secret, { name: 'Bob' }),
  ]);
  expect(outcomes.toSorted()).toEqual(['invitation-needed', 'registered']);
});

test('a rejected registration gives its invitation back', async () => {
  const email = newAddress();
  const secret = await invited(email, 'counter');
  // Somebody registers the address meanwhile, while the shop is open.
  await transact((tx) => changeRegistration(tx, 'open'));
  expect(await registering(email, undefined)).toBe('registered');
  await transact((tx) => changeRegistration(tx, 'invitation'));
  expect(await registering(email, secret)).toBe('email-taken');
  expect(await findInvitation(secret)).toMatchObject({ email, role: 'counter' });
  expect(await checkPassword(email, password)).toMatchObject({ role: 'customer' });
});

test('an invitation ends after 14 days, by another one, and by being revoked', async () => {
  const [late, again, revoked] = [newAddress(), newAddress(), newAddress()];
  const secret = await invited(late);
  await query(
    `UPDATE accounts.invitations SET expires_at = expires_at - interval '14 days 1 second' WHERE email = $1`,
    [late],
  );
  expect(await registering(late, secret)).toBe('invitation-needed');

  const [first, second] = [await invited(again), await invited(again)];
  expect(await findInvitation(first)).toBeNull();
  expect(await findInvitation(second)).toMatchObject({ email: again });
  expect((await readInvitations()).filter(({ email }) => email === again)).toHaveLength(1);

  const third = await invited(revoked);
  const invitationId = (await findInvitation(third))?.id ?? '';
  expect((await revoke(asking({ invitationId }))).outcome.kind).toBe('revoked');
  expect((await revoke(asking({ invitationId }))).outcome.kind).toBe('unknown-invitation');
  expect(await registering(revoked, third)).toBe('invitation-needed');
  const { items } = await readAuditLog({ limit: 5, subject: `invitation:${invitationId}` });
  expect(items.map(({ action }) => action)).toEqual(['invitation-revoked', 'person-invited']);
});

test('a closed shop admits nobody, an open one everybody, and an invitation still gives its role', async () => {
  const email = newAddress();
  const secret = await invited(email, 'auditor');
  await setRegistration(asking({ registration: 'closed' as const }));
  expect(await registering(email, secret)).toBe('registration-closed');
  await setRegistration(asking({ registration: 'open' as const }));
  expect(await registering(newAddress(), 'made up')).toBe('registered');
  expect(await registering(email, secret)).toBe('registered');
  expect(await checkPassword(email, password)).toMatchObject({ role: 'auditor' });
  const { items } = await readAuditLog({ limit: 5, subject: 'shop:registration' });
  expect(items.map(({ before, after }) => [before, after])).toEqual([
    [{ registration: 'closed' }, { registration: 'open' }],
    [{ registration: 'invitation' }, { registration: 'closed' }],
  ]);
});

test('managers invite customers, and only owners invite into the team', async () => {
  const manager = { userId: newId(), role: 'manager' as const };
  const [email, locale] = [newAddress(), 'ru' as const];
  const outcomes = [
    await invitePerson(asking({ email, role: 'counter', locale }, manager)),
    await invitePerson(asking({ email, role: 'customer', locale }, { ...manager, role: 'counter' })),
    await invitePerson(asking({ email, role: 'customer', locale }, manager)),
  ];
  expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(['not-allowed', 'not-allowed', 'invited']);
  await transact((tx) => changeRegistration(tx, 'open'));
  expect(await registering(email, undefined)).toBe('registered');
  expect((await invitePerson(asking({ email, role: 'customer', locale }))).outcome.kind).toBe('already-registered');
});
