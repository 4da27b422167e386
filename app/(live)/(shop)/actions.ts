'use server';

import { redirect } from 'next/navigation';
import { requireUser } from '#lib/auth/session';
import { placeOrder, topUp } from '#lib/gateway/actions';
import { isSuccess } from '#lib/gateway/answer';
import { orderBody } from '#lib/gateway/schemas';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import { problemOf } from '../../_forms/form-state.ts';
import { type OrderState, quantitiesOf } from './order-state.ts';

/** Orders what stands on the slip, after topping up what was missing if that was asked for, and shows the order. */
export async function orderAction(_: OrderState, form: FormData): Promise<OrderState> {
  const user = await requireUser('/');
  const formKey = String(form.get('key'));
  const quantities = quantitiesOf(form);
  const items = Object.entries(quantities).map(([productId, quantity]) => ({ productId, quantity: Number(quantity) }));
  if (items.length === 0) return { key: formKey, quantities, fault: 'empty', problem: null };
  if (!orderBody.safeParse({ items }).success) return { key: formKey, quantities, fault: 'quantity', problem: null };

  // The amount stands on the button that was pressed. Reckoned anew, it would be another one when the form comes a second time.
  const missing = form.get('topUp');
  if (missing !== null) {
    const amount = Number(missing);
    const answer = await topUp(user, { amount }, operationKey(formKey, 'top-up', amount));
    if (!isSuccess(answer))
      return { key: keyAfter(formKey, answer), quantities, fault: null, problem: problemOf(answer) };
  }
  const answer = await placeOrder(user, { items }, operationKey(formKey, 'order', items));
  // A refused order is one too: its page says why.
  const orderId = answer.body?.orderId;
  if (typeof orderId === 'string') redirect(`/orders/${orderId}`);
  return { key: keyAfter(formKey, answer), quantities, fault: null, problem: problemOf(answer) };
}
