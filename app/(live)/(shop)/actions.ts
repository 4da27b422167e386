'use server';

import { redirect } from 'next/navigation';
import { callbackPath } from '#lib/auth/callback-path';
import { requireUser } from '#lib/auth/session';
import { orderBody } from '#lib/gateway/schemas';
import { newFormKey } from '../../_forms/form-key.ts';
import { type TopUpAndOrder, topUpAndOrder } from '../top-up-and-order.ts';
import { type Cart, withQuantity } from './_cart/cart.ts';
import { keepCart, readCart } from './_cart/cart-cookie.ts';
import { quantityName } from './_catalogue/product.ts';
import { type OrderState, quantitiesOf, untouched } from './_ordering/order-state.ts';

/** Places the order of a form, topping up first if the form asks for it, and redirects to the order. */
export async function orderAction(_: OrderState, form: FormData): Promise<OrderState> {
  const user = await requireUser('/');
  const formKey = String(form.get('key'));
  const items = Object.entries(quantitiesOf(form)).map(([productId, quantity]) => ({ productId, quantity }));
  if (items.length === 0) return { ...untouched, fault: 'empty' };
  if (!orderBody.safeParse({ items }).success) return { ...untouched, fault: 'quantity' };

  const cart = await readCart();
  // Without JavaScript the button may show an outdated total. Nobody pays a total they have not seen.
  if (form.has('cart') && cart.key === formKey && !isInCart(cart, items)) {
    await keepCart({ ...cart, quantities: quantitiesOf(form) });
    return { ...untouched, fault: 'changed' };
  }

  const topUp = form.get('topUp');
  const missing = topUp === null ? null : Number(topUp);
  const outcome = await topUpAndOrder(user, { formKey, items, missing });
  if (outcome.kind === 'not-ordered') return notOrdered(formKey, outcome);
  // What was ordered from the cart leaves it. The next order gets a new key in any case.
  const ordered = new Set(form.has('cart') ? items.map(({ productId }) => productId) : []);
  const others = Object.entries(cart.quantities).filter(([productId]) => !ordered.has(productId));
  if (cart.key === formKey) await keepCart({ key: newFormKey(), quantities: Object.fromEntries(others) });
  redirect(`/orders/${outcome.orderId}`);
}

const isInCart = ({ quantities }: Cart, items: { productId: string; quantity: number }[]): boolean =>
  items.length === Object.keys(quantities).length &&
  items.every(({ productId, quantity }) => quantities[productId] === quantity);

async function notOrdered(
  formKey: string,
  { key, problem, toppedUp }: Extract<TopUpAndOrder, { kind: 'not-ordered' }>,
): Promise<OrderState> {
  const cart = await readCart();
  if (cart.key === formKey) await keepCart({ ...cart, key });
  return { fault: null, problem, toppedUp };
}

/** Changes the cart without JavaScript: adds or removes one product, or saves the quantities in its form. */
export async function changeCartAction(form: FormData): Promise<void> {
  let cart = await readCart();
  const quantities = quantitiesOf(form);
  const [added, taken] = [form.get('add'), form.get('take')];
  const changed = typeof added === 'string' ? added : typeof taken === 'string' ? taken : null;
  if (changed !== null) {
    const step = typeof added === 'string' ? (quantities[changed] ?? 1) : -1;
    cart = withQuantity(cart, changed, (cart.quantities[changed] ?? 0) + step);
  } else {
    for (const productId of Object.keys(cart.quantities))
      if (form.has(quantityName(productId))) cart = withQuantity(cart, productId, quantities[productId] ?? 0);
  }
  await keepCart(cart);
  // Redirect, so that reloading adds nothing to the cart again.
  redirect(callbackPath(form.get('path')) + (changed === null ? '' : `#${encodeURIComponent(changed)}`));
}
