'use server';

import { refresh } from 'next/cache';
import { saveNotificationSettings } from '#lib/accounts/preferences';
import { requireUser } from '#lib/auth/session';
import { shopCurrency } from '#lib/shop/currency';
import { attempt } from '../../../_forms/attempt.ts';
import type { ShownProblem } from '../../../_forms/form-state.ts';
import { type FormValues, preferencesOf, readValues } from './form-values.ts';

/** The state of the form, initially and after each submission. */
export interface PreferencesState {
  values: FormValues;
  /** Counts the submissions, so that each answer differs from the last. */
  sent: number;
  outcome: 'saved' | 'not-an-amount' | null;
  problem: ShownProblem | null;
}

/** Saves the preferences. */
export async function savePreferencesAction(last: PreferencesState, form: FormData): Promise<PreferencesState> {
  const { userId } = await requireUser('/inbox/preferences');
  const values = readValues(form);
  const answer = { values, sent: last.sent + 1, outcome: null, problem: null };
  const settings = preferencesOf(values, await shopCurrency());
  if (!settings) return { ...answer, outcome: 'not-an-amount' };
  const { failure } = await attempt('save-preferences', () => saveNotificationSettings(userId, settings));
  if (failure) return { ...answer, problem: failure };
  refresh();
  return { ...answer, outcome: 'saved' };
}
