import { inArray } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import type { Transaction } from '#lib/db/transact';
import { type Addressee, sendFirstLinks } from './account-mail.ts';
import { forgetAttempts, subjects } from './rate-limits.ts';

/** The credential of a registration. It is stored before the message is published, because no message carries a password. */
export interface NewCredential {
  userId: string;
  passwordHash: string;
}

/** Stores the credentials of registrations under way. A credential is useless until its user exists. */
export async function storeCredentials(tx: Transaction, stored: NewCredential[]): Promise<void> {
  if (stored.length > 0) await tx.orm.insert(credentials).values(stored);
}

/** What follows from a registration that succeeded: the link that verifies the address, and a fresh count of attempts for it. */
export async function completeRegistrations(tx: Transaction, people: Addressee[]): Promise<void> {
  if (people.length === 0) return;
  await sendFirstLinks(tx, people);
  // What others tried before the address had an owner must not keep its owner out.
  await forgetAttempts(
    tx,
    people.flatMap(({ email }) => [subjects.signIn(email), subjects.signUp(email)]),
  );
}

/** What follows from a registration that was rejected: its password is no longer kept. */
export async function dropCredentials(tx: Transaction, userIds: string[]): Promise<void> {
  if (userIds.length > 0) await tx.orm.delete(credentials).where(inArray(credentials.userId, userIds));
}
