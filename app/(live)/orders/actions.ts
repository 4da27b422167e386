'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { requireUser } from '#lib/auth/session';
import { cancelOrder } from '#lib/gateway/actions';
import { isId } from '#lib/ids';
import { attempt } from '../../_forms/attempt.ts';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import type { FormState, ShownProblem } from '../../_forms/form-state.ts';
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

/** Cancels an order; its page then shows what came back. */
export async function cancelAction(_: State, form: FormData): Promise<State> {
  const user = await requireUser('/orders');
  const [key, orderId] = [String(form.get('key')), String(form.get('orderId'))];
  const answer = (problem: ShownProblem): State => ({ key: keyAfter(key, problem), values: {}, faults: [], problem });
  if (!isId(orderId)) return answer({ kind: 'invalid-fields' });
  const { result, failure } = await attempt('cancel', () =>
    cancelOrder(user, orderId, operationKey(key, 'cancel', orderId)),
  );
  if (failure) return answer(failure);
  const { outcome, correlationId } = result;
  refresh();
  if (outcome.kind === 'refunded') return { key, values: {}, faults: [], problem: null };
  return answer({ kind: outcome.kind === 'unknown-order' ? 'invalid-fields' : outcome.kind, correlationId });
}
