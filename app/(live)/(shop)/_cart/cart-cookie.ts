import { cookies } from 'next/headers';
import { env } from '#lib/env';
import { newFormKey } from '../../../_forms/form-key.ts';
import { CART_COOKIE, type Cart, cartText, parseCart } from './cart.ts';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** The cart of the browser that asks; an empty one, for an order that nobody has made yet, where it has none. */
export async function readCart(): Promise<Cart> {
  return parseCart((await cookies()).get(CART_COOKIE)?.value) ?? { key: newFormKey(), quantities: {} };
}

/** Keeps a cart in the browser that asks. In a server action only. Scripts read it too: the page counts without asking the server. */
export async function keepCart(cart: Cart): Promise<void> {
  (await cookies()).set(CART_COOKIE, cartText(cart), {
    maxAge: MONTH_SECONDS,
    sameSite: 'lax',
    secure: env().PUBLIC_URL.startsWith('https:'),
  });
}
