'use server';

import { redirect } from 'next/navigation';
import { AuthError } from 'next-auth';
import { getLocale } from 'next-intl/server';
import { signIn } from '#lib/auth/auth';
import { callbackPath } from '#lib/auth/callback-path';
import { register } from '#lib/gateway/actions';
import { isSuccess } from '#lib/http/answer';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import { complaintOf, type FormState, textsOf } from '../../_forms/form-state.ts';
import { type RegisterField, registerFields } from './fields.ts';

/** Registers a person, signs them in and leads to the page that asked for it. */
export async function registerAction(
  state: FormState<RegisterField>,
  form: FormData,
): Promise<FormState<RegisterField>> {
  const { password, ...texts } = textsOf(form, registerFields);
  const formKey = String(form.get('key'));
  // The password stays out of the key, which is stored as it is.
  const answer = await register({ ...texts, password, locale: await getLocale() }, operationKey(formKey, texts.email));
  if (!isSuccess(answer)) {
    return { ...state, key: keyAfter(formKey, answer), values: texts, ...complaintOf(answer, registerFields) };
  }
  try {
    await signIn('credentials', { email: texts.email, password, redirect: false });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    redirect('/sign-in'); // registered, but too many have tried to sign in with this address: it has to wait
  }
  redirect(callbackPath(form.get('callbackUrl')));
}
