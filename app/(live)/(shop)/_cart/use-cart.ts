'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { CART_COOKIE, type Cart, cartText, parseCart, withQuantity } from './cart.ts';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** The cart of this browser. The cookie is the source of truth: another tab or a placed order may have changed it. */
export function useCart(made: Cart) {
  const [cart, setCart] = useState(made);
  const otherTabs = useRef<BroadcastChannel | null>(null);
  const show = useCallback((kept: Cart | null) => {
    if (kept) setCart((shown) => (cartText(shown) === cartText(kept) ? shown : kept));
  }, []);
  const reread = useCallback(() => show(readCookie()), [show]);
  useEffect(() => {
    // Keep the key of a new browser's first page. A page restored by Back may hold an outdated cart instead.
    if (!readCookie()) writeCookie(made);
    reread();
    const channel = new BroadcastChannel(CART_COOKIE);
    otherTabs.current = channel;
    // The message carries the cart itself: a cookie written by one process may not be visible to another yet.
    channel.onmessage = ({ data }: MessageEvent<string>) => show(parseCart(data));
    const kept = readCookie();
    if (kept) channel.postMessage(cartText(kept)); // the form that led to this page may have changed the cart
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
