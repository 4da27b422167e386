'use server';

import { refresh } from 'next/cache';
import { type CurrentUser, requireUser } from '#lib/auth/session';
import { readAccount } from '#lib/billing/read';
import { topUp, withdraw } from '#lib/gateway/actions';
import { shopCurrency } from '#lib/shop/currency';
import { attempt } from '../../_forms/attempt.ts';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import { type FormState, textsOf } from '../../_forms/form-state.ts';
import { type AmountField, amountForm, type Movement } from './schema.ts';

type State = FormState<AmountField, Movement>;

/** Tops up the wallet. */
export async function topUpAction(state: State, form: FormData): Promise<State> {
  return move('top-up', state, form);
}

/** Withdraws from the wallet. */
export async function withdrawAction(state: State, form: FormData): Promise<State> {
  return move('withdraw', state, form);
}

const operations = {
  'top-up': { operate: topUp, sign: 1 },
  withdraw: { operate: withdraw, sign: -1 },
} as const;

async function move(name: keyof typeof operations, state: State, form: FormData): Promise<State> {
  const user = await requireUser('/wallet');
  const { operate, sign } = operations[name];
  // A preset is a button with its own amount; what stands in the field beside it does not count then.
  const values = { amount: String(form.get('preset') ?? textsOf(form, ['amount']).amount) };
  const parsed = amountForm(await shopCurrency()).safeParse(values);
  if (!parsed.success) return { key: state.key, values, faults: ['amount'], problem: null };

  const formKey = String(form.get('key'));
  if (!form.has('confirmed')) return review(user, formKey, values, parsed.data.amount, sign);
  const stay = { key: formKey, values, faults: [] };
  const key = operationKey(formKey, name, parsed.data);
  const { result, failure } = await attempt(name, async () => operate(user, parsed.data, key));
  if (failure) return { ...stay, problem: failure };
  const { outcome, correlationId } = result;
  const nextKey = keyAfter(formKey, outcome);
  if (outcome.kind !== 'transferred') return { ...stay, key: nextKey, problem: { kind: outcome.kind, correlationId } };
  refresh();
  const { amount, balance } = outcome;
  return { key: nextKey, values: {}, faults: [], problem: null, result: { step: 'done', amount, balance } };
}

/** The step before the movement, for browsers without JavaScript: the balance after it. */
async function review(
  { userId }: CurrentUser,
  key: string,
  values: State['values'],
  amount: number,
  sign: number,
): Promise<State> {
  const account = await readAccount(userId, await shopCurrency());
  const balance = account.balance + sign * amount;
  if (balance < 0) return { key, values, faults: [], problem: { kind: 'insufficient-funds' } };
  return { key, values, faults: [], problem: null, result: { step: 'review', amount, balance } };
}
