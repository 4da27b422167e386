import type { Identity } from '#lib/accounts/sign-in';
import { placeOrder, topUp, wasAccepted } from '#lib/gateway/actions';
import { type Answer, isSuccess } from '#lib/http/answer';
import { operationKey } from '../_forms/form-key.ts';

/** What a form asks for. */
interface Wish {
  formKey: string;
  items: { productId: string; quantity: number }[];
  /**
   * Minor units to be topped up first, as they stand on the button that was pressed. Reckoned anew, the amount would be another one
   * when the form comes a second time.
   */
  missing: number | null;
}

/** What came of it. */
interface Outcome {
  /** The order; a refused one is one too: its page says why. */
  orderId: string | null;
  answer: Answer;
  /** What was topped up for an order that was not made. */
  toppedUp: number | null;
}

/**
 * Tops up what is missing, where that is asked for, and orders. Both carry keys that follow from the form's and from the same items, so
 * that whatever comes again is answered and not done again. Nothing is topped up for an order that was accepted before, its answer lost:
 * the button names what is missing after it.
 */
export async function topUpAndOrder(user: Identity, { formKey, items, missing }: Wish): Promise<Outcome> {
  const orderKey = operationKey(formKey, 'order', items);
  const toppedUp = missing === null || (await wasAccepted(user, orderKey)) ? null : missing;
  if (toppedUp !== null) {
    const answer = await topUp(user, { amount: toppedUp }, operationKey(formKey, 'top-up', toppedUp, items));
    if (!isSuccess(answer)) return { orderId: null, answer, toppedUp: null };
  }
  const answer = await placeOrder(user, { items }, orderKey);
  const { orderId } = answer.body ?? {};
  return { orderId: typeof orderId === 'string' ? orderId : null, answer, toppedUp };
}
