import { transact } from '#lib/db/transact';
import { confirmEmail } from '#lib/user/profile';
import { readProfile } from '#lib/user/read';
import { sendLink } from './account-mail.ts';
import { spendLink } from './links.ts';

/** Uses a link that verifies an e-mail address. False if the link is unknown, used or expired. */
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
