import { type Transaction, transact } from '#lib/db/transact';
import { confirmEmail } from '#lib/user/profile';
import { findUserId, readProfile, readUser } from '#lib/user/read';
import { endAccess } from './access.ts';
import { type Addressee, mailAbout, sendLink } from './account-mail.ts';
import { ownerOfLink, spendLink } from './links.ts';
import { hashPassword, refuseGuessable } from './passwords.ts';
import { forgetAttempts } from './rate-limits.ts';
import { checkPassword } from './sign-in.ts';

/** Uses a link that verifies an address. False if it does not work (any more). */
export function verifyEmail(secret: string): Promise<boolean> {
  return transact(async (tx) => {
    const userId = await spendLink(tx, secret, 'verify-email');
    if (!userId) return false;
    await confirmEmail(tx, userId);
    tx.signal({ topic: 'user', key: userId });
    return true;
  });
}

/** Sends another link that verifies the address of a person. */
export async function sendVerification(userId: string): Promise<'sent' | 'verified' | 'too-many'> {
  const profile = await readProfile(userId);
  if (!profile || profile.emailVerifiedAt) return 'verified';
  return (await sendLink('verify-email', profile)) ? 'sent' : 'too-many';
}

/**
 * Sends a link to choose a new password, if the address belongs to somebody. It says nothing about that: call it after the answer is given, so
 * that the time tells nothing either.
 */
export async function sendPasswordReset(email: string): Promise<void> {
  const userId = await findUserId(email);
  const person = userId && (await readUser(userId));
  if (person) await sendLink('reset-password', person);
}

/**
 * Sets a new password with a link, and ends every session and token. The link has shown that the address is theirs. False if the link does not
 * work (any more). Throws a 400 problem if the password is easily guessed.
 */
export async function resetPassword(secret: string, password: string): Promise<boolean> {
  const ownerId = await ownerOfLink(secret, 'reset-password');
  const person = ownerId && (await readUser(ownerId));
  if (!person) return false;
  refuseGuessable(password, person);
  const passwordHash = await hashPassword(password);
  const isDone = await transact(async (tx) => {
    if ((await spendLink(tx, secret, 'reset-password')) === null) return false;
    await confirmEmail(tx, person.userId);
    await setPassword(tx, person, passwordHash, null);
    return true;
  });
  // Whoever forgot a password has failed often enough: the new one must work at once.
  if (isDone) await forgetAttempts(`sign-in:${person.email}`);
  return isDone;
}

/**
 * Changes the password of somebody who knows the current one; every other session and every token end. False if the current one is wrong.
 * Throws a 429 problem after too many failures, and a 400 problem if the new one is easily guessed.
 */
export async function changePassword(
  user: Addressee & { sessionId: string },
  currentPassword: string,
  password: string,
): Promise<boolean> {
  refuseGuessable(password, user);
  const identity = await checkPassword(user.email, currentPassword);
  if (identity === null && (await checkPassword(user.email, password))?.userId === user.userId) {
    // Changed already, and asked for again because the answer was lost.
    await transact((tx) => endAccess(tx, user.userId, user.sessionId));
    return true;
  }
  if (identity?.userId !== user.userId) return false;
  const passwordHash = await hashPassword(password);
  await transact((tx) => setPassword(tx, user, passwordHash, user.sessionId));
  return true;
}

async function setPassword(tx: Transaction, person: Addressee, passwordHash: string, keptSessionId: string | null) {
  const { userId } = person;
  await tx.query('UPDATE accounts.credentials SET password_hash = $2 WHERE user_id = $1', [userId, passwordHash]);
  await endAccess(tx, userId, keptSessionId);
  // A link that was asked for before the password changed must not undo the change.
  await tx.query(
    `UPDATE accounts.links SET used_at = now() WHERE user_id = $1 AND purpose = 'reset-password' AND used_at IS NULL`,
    [userId],
  );
  await mailAbout(tx, 'password-changed', person);
}
