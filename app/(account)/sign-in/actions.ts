'use server';

import { redirect } from 'next/navigation';
import { AuthError, CredentialsSignin } from 'next-auth';
import { signIn } from '#lib/auth/auth';
import { callbackPath } from '#lib/auth/callback-path';
import { credentialsBody } from '#lib/gateway/schemas';
import { type FormState, type ShownProblem, textsOf } from '../../_forms/form-state.ts';
import { type SignInField, signInFields } from './fields.ts';

/** Signs a person in, and leads to the page that asked for it. */
export async function signInAction(state: FormState<SignInField>, form: FormData): Promise<FormState<SignInField>> {
  const texts = textsOf(form, signInFields);
  const answer = { ...state, values: { email: texts.email }, faults: [], problem: null };
  const { error, data } = credentialsBody.safeParse(texts);
  if (error)
    return { ...answer, faults: signInFields.filter((name) => error.issues.some(({ path }) => path[0] === name)) };
  try {
    await signIn('credentials', { ...data, redirect: false });
  } catch (failure) {
    if (!(failure instanceof AuthError)) throw failure;
    return { ...answer, problem: { kind: kindOf(failure), correlationId: undefined } };
  }
  redirect(callbackPath(form.get('callbackUrl')));
}

function kindOf(failure: AuthError): ShownProblem['kind'] {
  if (!(failure instanceof CredentialsSignin)) return 'internal-error';
  return failure.code === 'too-many-attempts' ? 'too-many-attempts' : 'wrong-credentials';
}
