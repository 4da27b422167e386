'use server';

import { refresh } from 'next/cache';
import { requireUser } from '#lib/auth/session';
import { topUp, withdraw } from '#lib/gateway/actions';
import { isSuccess } from '#lib/gateway/answer';
import { shopCurrency } from '#lib/shop';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import { type FormState, problemOf, textsOf } from '../../_forms/form-state.ts';
import { type AmountField, amountForm, type Moved } from './schema.ts';

type State = FormState<AmountField, Moved>;

/** Pays money into the wallet. */
export async function topUpAction(state: State, form: FormData): Promise<State> {
  return move('top-up', topUp, state, form);
}

/** Pays money out of the wallet. */
export async function withdrawAction(state: State, form: FormData): Promise<State> {
  return move('withdraw', withdraw, state, form);
}

async function move(name: string, operate: typeof topUp, state: State, form: FormData): Promise<State> {
  const user = await requireUser('/wallet');
  // A preset is a button with its own amount; what stands in the field beside it does not count then.
  const texts = textsOf(form, ['amount']);
  const typed = { amount: String(form.get('preset') ?? texts.amount) };
  const parsed = amountForm(await shopCurrency()).safeParse(typed);
  if (!parsed.success) return { key: state.key, values: texts, faults: ['amount'], problem: null };

  const formKey = String(form.get('key'));
  const answer = await operate(user, parsed.data, operationKey(formKey, name, parsed.data));
  const key = keyAfter(formKey, answer);
  if (!isSuccess(answer)) return { key, values: texts, faults: [], problem: problemOf(answer) };
  refresh();
  const { amount, balance } = answer.body as unknown as Moved;
  return { key, values: {}, faults: [], problem: null, result: { amount, balance } };
}
