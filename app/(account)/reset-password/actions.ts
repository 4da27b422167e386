'use server';

import { redirect } from 'next/navigation';
import { resetPassword } from '#lib/accounts/password-change';
import { attempt } from '../../_forms/attempt.ts';
import { type FormState, textsOf } from '../../_forms/form-state.ts';
import { resetForm } from './schema.ts';

/** Sets a new password with a mailed link, then redirects to sign-in. */
export async function resetAction(state: FormState<'password'>, form: FormData): Promise<FormState<'password'>> {
  const { token, ...texts } = textsOf(form, ['token', 'password']);
  const { data } = resetForm.safeParse(texts);
  if (!data) return { ...state, faults: ['password'], problem: null };
  const { result, failure } = await attempt('reset-password', () => resetPassword(token, data.password));
  if (failure) return { ...state, faults: [], problem: failure };
  if (result.kind === 'guessable-password') return { ...state, faults: ['password'], problem: null };
  // If the link was used meanwhile, its page says so and offers another.
  redirect(result.kind === 'changed' ? '/sign-in?changed' : '/reset-password');
}
