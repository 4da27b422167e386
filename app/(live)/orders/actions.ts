'use server';

import { redirect } from 'next/navigation';
import { requireUser } from '#lib/auth/session';
import type { Answer } from '#lib/http/answer';
import { keyAfter } from '../../_forms/form-key.ts';
import { type FormState, problemOf } from '../../_forms/form-state.ts';
import { topUpAndOrder } from '../top-up-and-order.ts';

type State = FormState<never>;

/** Makes an order once more, after topping up what was missing if that was asked for, and shows it. */
export async function orderAgainAction(_: State, form: FormData): Promise<State> {
  const user = await requireUser('/orders');
  const formKey = String(form.get('key'));
  const productIds = form.getAll('product').map(String);
  const quantities = form.getAll('quantity').map(Number);
  const items = productIds.map((productId, index) => ({ productId, quantity: quantities[index] ?? 0 }));

  const topUp = form.get('topUp');
  const missing = topUp === null ? null : Number(topUp);
  const { orderId, answer } = await topUpAndOrder(user, { formKey, items, missing });
  if (orderId !== null) redirect(`/orders/${orderId}`);
  return failed(formKey, answer);
}

const failed = (formKey: string, answer: Answer): State => ({
  key: keyAfter(formKey, answer),
  values: {},
  faults: [],
  problem: problemOf(answer),
});
