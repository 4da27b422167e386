'use server';

import { refresh } from 'next/cache';
import { requireUser } from '#lib/auth/session';
import { saveWishes } from '#lib/gateway/preferences';
import { shopCurrency } from '#lib/shop';
import { type Typed, typedIn, wishesOf } from './typed.ts';

/** What the form is made from, at first and after each submission. */
export interface PreferencesState {
  typed: Typed;
  /** Counts what was sent, so that each answer is a new one. */
  sent: number;
  outcome: 'saved' | 'not-an-amount' | null;
}

/** Keeps what was filled in. */
export async function savePreferencesAction({ sent }: PreferencesState, form: FormData): Promise<PreferencesState> {
  const { userId } = await requireUser('/inbox/preferences');
  const typed = typedIn(form);
  const wishes = wishesOf(typed, await shopCurrency());
  if (!wishes) return { typed, sent: sent + 1, outcome: 'not-an-amount' };
  await saveWishes(userId, wishes);
  refresh();
  return { typed, sent: sent + 1, outcome: 'saved' };
}
