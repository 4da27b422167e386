'use server';

import { redirect } from 'next/navigation';
import { resetPassword } from '#lib/gateway/account';
import { type FormState, textsOf } from '../../_forms/form-state.ts';
import { resetForm } from './schema.ts';

/** Sets a new password with the link of an e-mail, and leads to signing in with it. */
export async function resetAction(state: FormState<'password'>, form: FormData): Promise<FormState<'password'>> {
  const { token, ...texts } = textsOf(form, ['token', 'password']);
  const { data } = resetForm.safeParse(texts);
  if (!data) return { ...state, faults: ['password'] };
  // A link that was used meanwhile: its page says so, and offers another.
  if (!(await resetPassword(token, data.password))) redirect('/reset-password');
  redirect('/sign-in?changed');
}
