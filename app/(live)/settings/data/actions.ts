'use server';

import { redirect } from 'next/navigation';
import { signOut } from '#lib/auth/auth';
import { requireUser } from '#lib/auth/session';
import { eraseAccount } from '#lib/privacy/erase';
import { attempt } from '../../../_forms/attempt.ts';
import { type FormState, textsOf } from '../../../_forms/form-state.ts';
import { eraseForm, type Refusal } from './schema.ts';

type State = FormState<'password', Refusal>;

/** Deletes the account, signs out and redirects to the shop. */
export async function eraseAction(state: State, form: FormData): Promise<State> {
  const user = await requireUser('/settings/data');
  const answer: State = { key: state.key, values: {}, faults: [], problem: null };
  const { data } = eraseForm.safeParse(textsOf(form, ['password']));
  if (!data) return { ...answer, faults: ['password'] };
  const { result: erasure, failure } = await attempt('erase-account', () => eraseAccount(user, data.password));
  if (failure) return { ...answer, problem: failure };
  if (erasure.kind === 'too-many-attempts') return { ...answer, problem: erasure };
  if (erasure.kind === 'wrong-password') return { ...answer, faults: ['password'] };
  if (erasure.kind !== 'erased') return { ...answer, result: erasure };
  await signOut({ redirect: false });
  redirect('/?left');
}
