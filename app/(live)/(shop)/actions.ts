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

/** Orders what a form asks for, after topping up what was missing if that was asked for, and shows the order. */
export async function orderAction(_: OrderState, form: FormData): Promise<OrderState> {
  const user = await requireUser('/');
  const formKey = String(form.get('key'));
  const items = Object.entries(quantitiesOf(form)).map(([productId, quantity]) => ({ productId, quantity }));
  if (items.length === 0) return { ...untouched, fault: 'empty' };
  if (!orderBody.safeParse({ items }).success) return { ...untouched, fault: 'quantity' };

  const cart = await readCart();
  // Without JavaScript the button still names the total of before; nobody pays another one unseen.
  if (form.has('cart') && cart.key === formKey && !isOnSlip(cart, items)) {
    await keepCart({ ...cart, quantities: quantitiesOf(form) });
    return { ...untouched, fault: 'changed' };
  }

  const topUp = form.get('topUp');
  const missing = topUp === null ? null : Number(topUp);
  const outcome = await topUpAndOrder(user, { formKey, items, missing });
  if (outcome.kind === 'not-ordered') return notOrdered(formKey, outcome);
  // What was ordered off the slip leaves it; the next order has another name either way.
  const ordered = new Set(form.has('cart') ? items.map(({ productId }) => productId) : []);
  const others = Object.entries(cart.quantities).filter(([productId]) => !ordered.has(productId));
  if (cart.key === formKey) await keepCart({ key: newFormKey(), quantities: Object.fromEntries(others) });
  redirect(`/orders/${outcome.orderId}`);
}

const isOnSlip = ({ quantities }: Cart, items: { productId: string; quantity: number }[]): boolean =>
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

/** Changes the slip for a browser without JavaScript: puts products on it, or takes over the quantities that it shows. */
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
  // Answered with a redirect, so that reloading puts nothing on the slip again.
  redirect(callbackPath(form.get('path')) + (changed === null ? '' : `#${encodeURIComponent(changed)}`));
}
