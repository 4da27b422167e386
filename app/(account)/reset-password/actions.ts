'use server';

import { redirect } from 'next/navigation';
import { resetPassword } from '#lib/accounts/account';
import { attempt } from '#lib/gateway/attempt';
import { complaintOf, type FormState, textsOf } from '../../_forms/form-state.ts';
import { resetForm } from './schema.ts';

/** Sets a new password with the link of an e-mail, and leads to signing in with it. */
export async function resetAction(state: FormState<'password'>, form: FormData): Promise<FormState<'password'>> {
  const { token, ...texts } = textsOf(form, ['token', 'password']);
  const { data } = resetForm.safeParse(texts);
  if (!data) return { ...state, faults: ['password'], problem: null };
  const { result: isDone, failure } = await attempt('reset-password', () => resetPassword(token, data.password));
  if (failure) return { ...state, ...complaintOf(failure, ['password']) };
  // A link that was used meanwhile: its page says so, and offers another.
  redirect(isDone ? '/sign-in?changed' : '/reset-password');
}
