'use server';

import { redirect } from 'next/navigation';
import { requireUser } from '#lib/auth/session';
import { placeOrder, topUp } from '#lib/gateway/actions';
import { type Answer, isSuccess } from '#lib/gateway/answer';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import { type FormState, problemOf } from '../../_forms/form-state.ts';

type State = FormState<never>;

/** Makes an order once more, after topping up what was missing if that was asked for, and shows it. */
export async function orderAgainAction(_: State, form: FormData): Promise<State> {
  const user = await requireUser('/orders');
  const formKey = String(form.get('key'));
  const productIds = form.getAll('product').map(String);
  const quantities = form.getAll('quantity').map(Number);
  const items = productIds.map((productId, index) => ({ productId, quantity: quantities[index] ?? 0 }));

  // The amount stands on the button that was pressed. Reckoned anew, it would be another one when the form comes a second time.
  const missing = form.get('topUp');
  if (missing !== null) {
    const amount = Number(missing);
    const answer = await topUp(user, { amount }, operationKey(formKey, 'top-up', amount, items));
    if (!isSuccess(answer)) return failed(formKey, answer);
  }
  const answer = await placeOrder(user, { items }, operationKey(formKey, 'order', items));
  // A refused order is one too: its page says why.
  const orderId = answer.body?.orderId;
  if (typeof orderId === 'string') redirect(`/orders/${orderId}`);
  return failed(formKey, answer);
}

const failed = (formKey: string, answer: Answer): State => ({
  key: keyAfter(formKey, answer),
  values: {},
  faults: [],
  problem: problemOf(answer),
});
