import type { ShownProblem } from '../../../_forms/form-state.ts';
import { quantityName } from '../_catalogue/product.ts';

/** What a form that orders is made from after each submission, with or without JavaScript. */
export interface OrderState {
  /** `empty`: nothing was chosen. `quantity`: a quantity is none. `changed`: the total is another one now. */
  fault: 'empty' | 'quantity' | 'changed' | null;
  problem: ShownProblem | null;
  /** What was topped up for an order that was not made then, in minor units: it is on the balance. */
  toppedUp: number | null;
}

export const untouched: OrderState = { fault: null, problem: null, toppedUp: null };

/** The quantities that a submitted form asks for; those of zero are left out. */
export function quantitiesOf(form: FormData): Record<string, number> {
  const typed = [...form].flatMap(([name, value]) =>
    name.startsWith(quantityName('')) && typeof value === 'string'
      ? [[name.slice(quantityName('').length), Number(value.trim())] as const]
      : [],
  );
  return Object.fromEntries(typed.filter(([, quantity]) => quantity !== 0));
}
