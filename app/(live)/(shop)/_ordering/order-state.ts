import type { ShownProblem } from '../../../_forms/form-state.ts';
import { quantityName } from '../_catalogue/product.ts';

/** The state of an order form after each submission, with or without JavaScript. */
export interface OrderState {
  /** `empty`: nothing was chosen. `quantity`: a quantity is invalid. `changed`: the total has changed. */
  fault: 'empty' | 'quantity' | 'changed' | null;
  problem: ShownProblem | null;
  /** What was topped up, in minor units, although the order was then not placed: it stays on the balance. */
  toppedUp: number | null;
}

export const untouched: OrderState = { fault: null, problem: null, toppedUp: null };

/** The quantities in a submitted form, by product id, without zeros. */
export function quantitiesOf(form: FormData): Record<string, number> {
  const typed = [...form].flatMap(([name, value]) =>
    name.startsWith(quantityName('')) && typeof value === 'string'
      ? [[name.slice(quantityName('').length), Number(value.trim())] as const]
      : [],
  );
  return Object.fromEntries(typed.filter(([, quantity]) => quantity !== 0));
}
