import { eq } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import { orm } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { findUserId } from '#lib/user/read';
import { ownAction, recordActions } from './audit-log.ts';
import { refuseOverload, verifyPassword } from './passwords.ts';
import { countAttempt, forgetAttempts, subjects, type TooManyAttempts } from './rate-limits.ts';
import type { Role } from './roles.ts';

/** Somebody who has shown who they are. */
export interface Identity {
  userId: string;
  role: Role;
}

/** The result of checking an address and a password. */
export type PasswordCheck = ({ kind: 'right' } & Identity) | { kind: 'wrong' } | TooManyAttempts;

const FAILURES_MAX = 10;

/**
 * Checks an e-mail address and a password; a mismatch does not say which of the two is wrong. After ten attempts without success within
 * fifteen minutes even the right password is refused. Throws `Overload` where too many passwords are being checked.
 */
export async function checkPassword(email: string, password: string): Promise<PasswordCheck> {
  refuseOverload();
  const subject = subjects.signIn(email);
  const limited = await countAttempt(subject, FAILURES_MAX);
  if (limited) return limited;
  // The address leads to a user row first: the credential of a rejected registration opens nothing.
  const userId = await findUserId(email);
  const [credential] = userId
    ? await orm()
        .select({ hash: credentials.passwordHash, role: credentials.role })
        .from(credentials)
        .where(eq(credentials.userId, userId))
    : [];
  // Verified in any case: the time must not tell whether the address is known.
  const matches = await verifyPassword(password, credential?.hash ?? null);
  if (!matches || !userId || !credential) {
    if (userId) await transact((tx) => recordActions(tx, [{ ...ownAction(userId, 'sign-in-failed'), actorId: null }]));
    return { kind: 'wrong' };
  }
  await transact((tx) => forgetAttempts(tx, [subject]));
  return { kind: 'right', userId, role: credential.role };
}
