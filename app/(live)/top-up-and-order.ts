import type { Identity } from '#lib/accounts/sign-in';
import { placeOrder, topUp, wasAccepted } from '#lib/gateway/actions';
import { attempt } from '../_forms/attempt.ts';
import { keyAfter, operationKey } from '../_forms/form-key.ts';
import type { ShownProblem } from '../_forms/form-state.ts';

/** What a form asks for. */
interface Wanted {
  formKey: string;
  items: { productId: string; quantity: number }[];
  /**
   * Minor units to be topped up first, as they stand on the button that was pressed. Computed anew, the amount would be another one when
   * the form comes a second time.
   */
  missing: number | null;
}

/** The order that was made; or why there is none, the key of the form from now on, and what was topped up all the same. */
export type TopUpAndOrder =
  | { kind: 'ordered'; orderId: string }
  | { kind: 'not-ordered'; problem: ShownProblem; key: string; toppedUp: number | null };

/**
 * Tops up what is missing, where that is asked for, and orders. Both carry keys that follow from the form's and from the same items, so
 * that whatever comes again is answered and not done again. Nothing is topped up for an order that was accepted before, its answer lost:
 * the button names what is missing after it. An order whose payment was refused is an order: its page says why.
 */
export async function topUpAndOrder(user: Identity, { formKey, items, missing }: Wanted): Promise<TopUpAndOrder> {
  const orderKey = operationKey(formKey, 'order', items);
  let toppedUp: number | null = null;
  const notOrdered = (problem: ShownProblem): TopUpAndOrder => ({
    kind: 'not-ordered',
    problem,
    key: keyAfter(formKey, problem),
    toppedUp,
  });
  const { result, failure } = await attempt('order', async (): Promise<TopUpAndOrder> => {
    if (missing !== null && !(await wasAccepted(user, orderKey))) {
      const topUpKey = operationKey(formKey, 'top-up', missing, items);
      const { outcome, correlationId } = await topUp(user, { amount: missing }, topUpKey);
      if (outcome.kind !== 'transferred') return notOrdered({ kind: outcome.kind, correlationId });
      toppedUp = missing;
    }
    const { outcome, correlationId } = await placeOrder(user, { items }, orderKey);
    switch (outcome.kind) {
      case 'ordered':
      case 'order-accepted':
      case 'payment-refused':
        return { kind: 'ordered', orderId: outcome.orderId };
      case 'order-rejected': {
        const { reason } = outcome;
        const kind = reason === 'out-of-stock' || reason === 'shop-closed' ? reason : outcome.kind;
        return notOrdered({ kind, correlationId });
      }
      default:
        return notOrdered({ kind: outcome.kind, correlationId });
    }
  });
  return failure ? notOrdered(failure) : result;
}
