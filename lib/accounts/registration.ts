import { inArray } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import { insertRows } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { createUsers, type Person, type RegistrationOutcome } from '#lib/user/users';
import { type Addressee, sendFirstLinks } from './account-mail.ts';
import { recordInvitedRoles, returnInvitations, spendInvitations } from './invitations.ts';
import { unusableHash } from './passwords.ts';
import { forgetAttempts, subjects } from './rate-limits.ts';
import { whoStands } from './standing.ts';

/** The credential of a registration. It is stored before the message is published, because no message carries a password. */
export interface NewCredential {
  userId: string;
  passwordHash: string;
  /** The invitation that the person came with, and whether nobody registers without one. */
  invitation?: { secret: string; email: string; isNeeded: boolean };
}

/**
 * Stores the credentials of registrations under way, each with the role of its invitation, which is spent. Returns the users whose credential is not
 * stored, because they need an invitation and another registration has just spent it. A credential is useless until its user exists.
 */
export async function storeCredentials(tx: Transaction, registering: NewCredential[]): Promise<Set<string>> {
  const roles = await spendInvitations(
    tx,
    registering.flatMap(({ userId, invitation }) => (invitation ? [{ userId, ...invitation }] : [])),
  );
  const isRefused = ({ userId, invitation }: NewCredential) => invitation?.isNeeded === true && !roles.has(userId);
  const stored = registering
    .filter((one) => !isRefused(one))
    .map(({ userId, passwordHash }) => ({ userId, passwordHash, role: roles.get(userId) ?? 'customer' }));
  if (stored.length > 0) await tx.orm.insert(credentials).values(stored);
  return new Set(registering.filter(isRefused).map(({ userId }) => userId));
}

const insertCredentials = insertRows(credentials, ['userId', 'passwordHash']);

/** Lets in people whom the office has registered, once they have chosen a password with a link. */
export async function addMembers(tx: Transaction, userIds: string[]): Promise<void> {
  await tx.run(insertCredentials, { rows: userIds.map((userId) => ({ userId, passwordHash: unusableHash() })) });
}

/**
 * Creates the users of registrations, and answers in their order. A redelivered message does not bring back somebody who has erased their account:
 * its address counts as taken.
 */
export async function createRegistered(tx: Transaction, people: Person[]): Promise<RegistrationOutcome[]> {
  const standing = await whoStands(
    tx,
    people.map(({ userId }) => userId),
  );
  const outcomes = await createUsers(
    tx,
    people.filter(({ userId }) => standing.has(userId)),
  );
  return people.map(({ userId }) =>
    standing.has(userId) ? (outcomes.shift() as RegistrationOutcome) : { kind: 'email-taken', userId },
  );
}

/**
 * What follows from a registration that succeeded: the link that verifies the address, the record of a role it gave, and a fresh count of attempts
 * for it.
 */
export async function completeRegistrations(tx: Transaction, people: Addressee[]): Promise<void> {
  if (people.length === 0) return;
  await sendFirstLinks(tx, people);
  await recordInvitedRoles(
    tx,
    people.map(({ userId }) => userId),
  );
  // What others tried before the address had an owner must not keep its owner out.
  await forgetAttempts(
    tx,
    people.flatMap(({ email }) => [subjects.signIn(email), subjects.signUp(email)]),
  );
}

/** What follows from a registration that was rejected: its password is no longer kept, and its invitation is open again. */
export async function dropCredentials(tx: Transaction, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.orm.delete(credentials).where(inArray(credentials.userId, userIds));
  await returnInvitations(tx, userIds);
}
