'use server';

import { redirect } from 'next/navigation';
import { AuthError } from 'next-auth';
import { getLocale } from 'next-intl/server';
import { signIn } from '#lib/auth/auth';
import { callbackPath } from '#lib/auth/callback-path';
import { register } from '#lib/gateway/actions';
import { attempt } from '../../_forms/attempt.ts';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import { type FormState, faultsIn, textsOf } from '../../_forms/form-state.ts';
import { type RegisterField, registerFields } from './fields.ts';

/** Registers and signs in, then redirects to the page that asked for it. */
export async function registerAction(
  state: FormState<RegisterField>,
  form: FormData,
): Promise<FormState<RegisterField>> {
  const { password, ...texts } = textsOf(form, registerFields);
  const formKey = String(form.get('key'));
  const stay = { ...state, values: texts, faults: [], problem: null };
  // Keys are stored in plain text, so the password is not part of it.
  const key = operationKey(formKey, texts.email);
  const locale = await getLocale();
  const invitation = form.get('invitation') ?? undefined;
  const { result, failure } = await attempt('register', () =>
    register({ ...texts, password, locale, invitation }, key),
  );
  if (failure) return { ...stay, problem: failure };
  const { outcome, correlationId } = result;
  switch (outcome.kind) {
    case 'registered':
      break;
    case 'invalid-fields':
      return { ...stay, key: keyAfter(formKey, outcome), faults: faultsIn(outcome.fields, registerFields) };
    case 'guessable-password':
      return { ...stay, key: keyAfter(formKey, outcome), faults: ['password'] };
    default:
      return { ...stay, key: keyAfter(formKey, outcome), problem: { kind: outcome.kind, correlationId } };
  }
  try {
    await signIn('credentials', { email: texts.email, password, redirect: false });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    redirect('/sign-in'); // registered, but signing in is limited, or too much to do, at the moment
  }
  redirect(callbackPath(form.get('callbackUrl')));
}
