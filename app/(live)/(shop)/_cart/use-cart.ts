'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { CART_COOKIE, type Cart, cartText, parseCart, withQuantity } from './cart.ts';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** The cart of this browser. Its truth is the cookie: another tab, or an order that was made, may have changed it. */
export function useCart(made: Cart) {
  const [cart, setCart] = useState(made);
  const otherTabs = useRef<BroadcastChannel | null>(null);
  const show = useCallback((kept: Cart | null) => {
    if (kept) setCart((shown) => (cartText(shown) === cartText(kept) ? shown : kept));
  }, []);
  const reread = useCallback(() => show(readCookie()), [show]);
  useEffect(() => {
    // The first page of a browser names its next order; a page that Back brought again was made for an earlier one.
    if (!readCookie()) writeCookie(made);
    reread();
    const channel = new BroadcastChannel(CART_COOKIE);
    otherTabs.current = channel;
    // They are told the cart itself: what one process wrote into the cookie, another may not read yet.
    channel.onmessage = ({ data }: MessageEvent<string>) => show(parseCart(data));
    const kept = readCookie();
    if (kept) channel.postMessage(cartText(kept)); // this page may come of a form that changed the cart
    document.addEventListener('visibilitychange', reread);
    window.addEventListener('pageshow', reread);
    return () => {
      channel.close();
      otherTabs.current = null;
      document.removeEventListener('visibilitychange', reread);
      window.removeEventListener('pageshow', reread);
    };
  }, [made, show, reread]);

  const setQuantity = (productId: string, quantity: number) => {
    const next = withQuantity(readCookie() ?? cart, productId, quantity);
    writeCookie(next);
    setCart(next);
    otherTabs.current?.postMessage(cartText(next));
  };
  return { cart, setQuantity, reread };
}

function readCookie(): Cart | null {
  const found = document.cookie.split('; ').find((cookie) => cookie.startsWith(`${CART_COOKIE}=`));
  return found ? parseCart(decodeURIComponent(found.slice(CART_COOKIE.length + 1))) : null;
}

function writeCookie(cart: Cart): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in plain http pages and older browsers.
  document.cookie = `${CART_COOKIE}=${encodeURIComponent(cartText(cart))}; path=/; max-age=${MONTH_SECONDS}; samesite=lax${secure}`;
}
