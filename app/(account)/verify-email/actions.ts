'use server';

import { redirect } from 'next/navigation';
import { verifyEmail } from '#lib/accounts/email-verification';

/** Uses the link of an e-mail that verifies its address. */
export async function verifyAction(form: FormData): Promise<void> {
  redirect((await verifyEmail(String(form.get('token')))) ? '/verify-email?done' : '/verify-email');
}
