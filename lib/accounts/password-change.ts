import { eq } from 'drizzle-orm';
import { credentials } from '#drizzle/schema/accounts';
import { type Transaction, transact } from '#lib/db/transact';
import { confirmEmail } from '#lib/user/profile';
import { findUserId, readUser } from '#lib/user/read';
import { endAccess } from './access.ts';
import { type Addressee, sendLink, sendPasswordChanged } from './account-mail.ts';
import { ownAction, recordActions } from './audit-log.ts';
import { ownerOfLink, spendLink, spendLinksOf } from './links.ts';
import { hashPassword, isGuessableFor } from './passwords.ts';
import { forgetAttempts, subjects, type TooManyAttempts } from './rate-limits.ts';
import { checkPassword, type PasswordCheck } from './sign-in.ts';
import { accountStands } from './standing.ts';

/**
 * Sends a link to choose a new password, if the address belongs to somebody. It returns nothing either way; call it after the response has been
 * sent, so that its duration reveals nothing either.
 */
export async function sendPasswordReset(email: string): Promise<void> {
  const userId = await findUserId(email);
  const person = userId && (await readUser(userId));
  if (person) await sendLink('reset-password', person);
}

/** What became of a new password that was chosen with a link. `dead-link`: the link is unknown, used or expired. */
export type PasswordReset = { kind: 'changed' } | { kind: 'dead-link' } | { kind: 'guessable-password' };

/** Sets a new password with a link, and ends every session and token. The link has shown that the address is theirs. */
export async function resetPassword(secret: string, password: string): Promise<PasswordReset> {
  const ownerId = await ownerOfLink(secret, 'reset-password');
  const person = ownerId && (await readUser(ownerId));
  if (!person) return { kind: 'dead-link' };
  if (await isGuessableFor(password, person)) return { kind: 'guessable-password' };
  const passwordHash = await hashPassword(password);
  return transact(async (tx): Promise<PasswordReset> => {
    if (!(await accountStands(tx, person.userId))) return { kind: 'dead-link' };
    if ((await spendLink(tx, secret, 'reset-password')) === null) return { kind: 'dead-link' };
    await confirmEmail(tx, person.userId);
    await setPassword(tx, person, passwordHash, null);
    // Whoever forgot a password has failed often enough: the new one must work at once.
    await forgetAttempts(tx, [subjects.signIn(person.email)]);
    return { kind: 'changed' };
  });
}

/** What became of a new password that was chosen by somebody who is signed in. */
export type PasswordChange =
  | { kind: 'changed' }
  | { kind: 'wrong-password' }
  | { kind: 'guessable-password' }
  | TooManyAttempts;

/** Changes the password of somebody who knows the current one; every other session and every token end. */
export async function changePassword(
  user: Addressee & { sessionId: string },
  currentPassword: string,
  password: string,
): Promise<PasswordChange> {
  if (await isGuessableFor(password, user)) return { kind: 'guessable-password' };
  const current = await checkPassword(user.email, currentPassword);
  if (current.kind === 'too-many-attempts') return current;
  if (!isOf(user, current)) {
    const repeated = await checkPassword(user.email, password);
    if (repeated.kind === 'too-many-attempts') return repeated;
    if (!isOf(user, repeated)) return { kind: 'wrong-password' };
    // Changed already, and asked for again because the answer was lost.
    await transact((tx) => endAccess(tx, user.userId, user.sessionId));
    return { kind: 'changed' };
  }
  const passwordHash = await hashPassword(password);
  return transact(async (tx): Promise<PasswordChange> => {
    if (!(await accountStands(tx, user.userId))) return { kind: 'wrong-password' };
    await setPassword(tx, user, passwordHash, user.sessionId);
    return { kind: 'changed' };
  });
}

const isOf = (user: { userId: string }, check: PasswordCheck): boolean =>
  check.kind === 'right' && check.userId === user.userId;

async function setPassword(tx: Transaction, person: Addressee, passwordHash: string, keptSessionId: string | null) {
  const how = keptSessionId === null ? 'password-reset' : 'password-changed';
  await recordActions(tx, [ownAction(person.userId, how)]);
  await tx.orm.update(credentials).set({ passwordHash }).where(eq(credentials.userId, person.userId));
  await endAccess(tx, person.userId, keptSessionId);
  // A link that was asked for before the password changed must not undo the change.
  await spendLinksOf(tx, person.userId, 'reset-password');
  await sendPasswordChanged(tx, person);
}
