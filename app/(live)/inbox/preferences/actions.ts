'use server';

import { refresh } from 'next/cache';
import { saveNotificationSettings } from '#lib/accounts/preferences';
import { requireUser } from '#lib/auth/session';
import { shopCurrency } from '#lib/shop/currency';
import { attempt } from '../../../_forms/attempt.ts';
import type { ShownProblem } from '../../../_forms/form-state.ts';
import { preferencesOf, readValues, type Typed } from './form-values.ts';

/** What the form is made from, at first and after each submission. */
export interface PreferencesState {
  typed: Typed;
  /** Counts what was sent, so that each answer is a new one. */
  sent: number;
  outcome: 'saved' | 'not-an-amount' | null;
  problem: ShownProblem | null;
}

/** Keeps what was filled in. */
export async function savePreferencesAction(last: PreferencesState, form: FormData): Promise<PreferencesState> {
  const { userId } = await requireUser('/inbox/preferences');
  const typed = readValues(form);
  const answer = { typed, sent: last.sent + 1, outcome: null, problem: null };
  const settings = preferencesOf(typed, await shopCurrency());
  if (!settings) return { ...answer, outcome: 'not-an-amount' };
  const { failure } = await attempt('save-preferences', () => saveNotificationSettings(userId, settings));
  if (failure) return { ...answer, problem: failure };
  refresh();
  return { ...answer, outcome: 'saved' };
}
