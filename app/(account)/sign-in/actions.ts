'use server';

import { redirect } from 'next/navigation';
import { CredentialsSignin } from 'next-auth';
import { credentialsBody } from '#lib/accounts/schemas';
import { signIn } from '#lib/auth/auth';
import { callbackPath } from '#lib/auth/callback-path';
import { attempt } from '../../_forms/attempt.ts';
import { type FormState, faultsIn, textsOf } from '../../_forms/form-state.ts';
import { type SignInField, signInFields } from './fields.ts';

/** Signs in, then redirects to the page that asked for it. */
export async function signInAction(state: FormState<SignInField>, form: FormData): Promise<FormState<SignInField>> {
  const texts = textsOf(form, signInFields);
  const answer = { ...state, values: { email: texts.email }, faults: [], problem: null };
  const { error, data } = credentialsBody.safeParse(texts);
  if (error) {
    const fields = error.issues.map(({ path }) => String(path[0]));
    return { ...answer, faults: faultsIn(fields, signInFields) };
  }
  const { result: refusal, failure } = await attempt('sign-in', () => refusalOf(data));
  if (failure) return { ...answer, problem: failure };
  if (refusal) return { ...answer, problem: { kind: refusal } };
  redirect(callbackPath(form.get('callbackUrl')));
}

/** Signs in. Returns why not if the credentials are wrong or were tried too often, else null. */
async function refusalOf(credentials: { email: string; password: string }) {
  try {
    await signIn('credentials', { ...credentials, redirect: false });
    return null;
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    return error.code === 'too-many-attempts' || error.code === 'unavailable' ? error.code : 'wrong-credentials';
  }
}
