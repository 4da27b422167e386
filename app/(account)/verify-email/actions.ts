'use server';

import { redirect } from 'next/navigation';
import { verifyEmail } from '#lib/accounts/email-verification';

/** Verifies an e-mail address with a mailed link. */
export async function verifyAction(form: FormData): Promise<void> {
  redirect((await verifyEmail(String(form.get('token')))) ? '/verify-email?done' : '/verify-email');
}
