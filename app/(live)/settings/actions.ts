'use server';

import { refresh } from 'next/cache';
import { sendVerification } from '#lib/accounts/email-verification';
import { saveProfile } from '#lib/accounts/profile';
import { requireUser } from '#lib/auth/session';
import { attempt } from '../../_forms/attempt.ts';
import { type FormState, faultsIn, type ShownProblem, textsOf } from '../../_forms/form-state.ts';
import { type ProfileField, profileFields } from './fields.ts';

/** The outcome of sending another link. */
export interface SendAgainState {
  outcome: 'sent' | 'verified' | 'too-many' | null;
  problem: ShownProblem | null;
}

/** Sends another link that verifies the address. */
export async function sendAgainAction(): Promise<SendAgainState> {
  const { userId } = await requireUser('/settings');
  const { result: outcome, failure } = await attempt('send-verification', () => sendVerification(userId));
  if (failure) return { outcome: null, problem: failure };
  if (outcome === 'verified') refresh();
  return { outcome, problem: null };
}

/** Saves name, phone and address. */
export async function saveProfileAction(
  state: FormState<ProfileField, true>,
  form: FormData,
): Promise<FormState<ProfileField, true>> {
  const { userId } = await requireUser('/settings');
  const texts = textsOf(form, profileFields);
  const answer = { key: state.key, values: texts, faults: [], problem: null };
  const { result: wrong, failure } = await attempt('save-profile', () => saveProfile(userId, texts));
  if (failure) return { ...answer, problem: failure };
  if (wrong.length > 0) return { ...answer, faults: faultsIn(wrong, profileFields) };
  refresh();
  return { ...answer, result: true };
}
