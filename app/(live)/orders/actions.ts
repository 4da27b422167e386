'use server';

import { redirect } from 'next/navigation';
import { requireUser } from '#lib/auth/session';
import type { FormState } from '../../_forms/form-state.ts';
import { topUpAndOrder } from '../top-up-and-order.ts';

type State = FormState<never>;

/** Repeats an order, topping up first if the form asks for it, and redirects to the new order. */
export async function reorderAction(_: State, form: FormData): Promise<State> {
  const user = await requireUser('/orders');
  const formKey = String(form.get('key'));
  const productIds = form.getAll('product').map(String);
  const quantities = form.getAll('quantity').map(Number);
  const items = productIds.map((productId, index) => ({ productId, quantity: quantities[index] ?? 0 }));

  const topUp = form.get('topUp');
  const missing = topUp === null ? null : Number(topUp);
  const outcome = await topUpAndOrder(user, { formKey, items, missing });
  if (outcome.kind === 'ordered') redirect(`/orders/${outcome.orderId}`);
  return { key: outcome.key, values: {}, faults: [], problem: outcome.problem };
}
