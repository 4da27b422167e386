import { cookies } from 'next/headers';
import { env } from '#lib/env';
import { newFormKey } from '../../../_forms/form-key.ts';
import { CART_COOKIE, type Cart, cartText, parseCart } from './cart.ts';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** This browser's cart, from its cookie; an empty cart with a new key if there is none. */
export async function readCart(): Promise<Cart> {
  return parseCart((await cookies()).get(CART_COOKIE)?.value) ?? { key: newFormKey(), quantities: {} };
}

/**
 * Stores a cart in this browser. For server actions only. Not `httpOnly`: the page itself reads and changes the cookie.
 */
export async function keepCart(cart: Cart): Promise<void> {
  (await cookies()).set(CART_COOKIE, cartText(cart), {
    maxAge: MONTH_SECONDS,
    sameSite: 'lax',
    secure: env().PUBLIC_URL.startsWith('https:'),
  });
}
