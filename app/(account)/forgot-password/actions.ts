'use server';

import { after } from 'next/server';
import { sendPasswordReset } from '#lib/accounts/password-change';
import { forgottenBody } from '#lib/accounts/schemas';
import { type FormState, textsOf } from '../../_forms/form-state.ts';

type State = FormState<'email', { email: string }>;

/**
 * Sends a link to choose a new password. The answer comes before the look-up, so it does not reveal who is registered.
 */
export async function forgotAction(state: State, form: FormData): Promise<State> {
  const texts = textsOf(form, ['email']);
  const { data } = forgottenBody.safeParse(texts);
  if (!data) return { key: state.key, values: texts, faults: ['email'], problem: null };
  after(() => sendPasswordReset(data.email));
  return { key: state.key, values: {}, faults: [], problem: null, result: data };
}
