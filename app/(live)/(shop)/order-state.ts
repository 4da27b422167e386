import type { ShownProblem } from '../../_forms/form-state.ts';

/** What the order form is made from, at first and after each submission, with or without JavaScript. */
export interface OrderState {
  /** Names the order that the form stands for: see form-key.ts. */
  key: string;
  /** Quantity of each product, as typed. */
  quantities: Record<string, string>;
  /** `empty`: nothing was chosen. `quantity`: a quantity is none. */
  fault: 'empty' | 'quantity' | null;
  problem: ShownProblem | null;
}

const PREFIX = 'quantity.';

/** The name of the input for the quantity of a product. */
export const quantityName = (productId: string): string => PREFIX + productId;

/** The quantities that a submitted form asks for; those of zero are left out. */
export function quantitiesOf(form: FormData): Record<string, string> {
  const typed = [...form].flatMap(([name, value]) =>
    name.startsWith(PREFIX) && typeof value === 'string' ? [[name.slice(PREFIX.length), value.trim()] as const] : [],
  );
  return Object.fromEntries(typed.filter(([, quantity]) => quantity !== '' && quantity !== '0'));
}
