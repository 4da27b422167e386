/** Holds what a browser put on its slip, for the server and the page alike. It outlives navigation, reloading and signing in. */
export const CART_COOKIE = 'saldo.cart';

const QUANTITY_MAX = 1_000;
const PRODUCTS_MAX = 50;
const ENTRY = /^(.{1,100})\*([1-9]\d{0,3})$/u;

/** What is on the slip of a browser. */
export interface Cart {
  /**
   * Names the next order of this browser until it is made: however often it is sent, from whichever tab, after Back or a reload, it
   * stays that one order. The next order has another key.
   */
  key: string;
  /** By product, 1 to 1000 of each. */
  quantities: Readonly<Record<string, number>>;
}

/** The cart in its cookie. */
export const cartText = ({ key, quantities }: Cart): string =>
  JSON.stringify([key, ...Object.entries(quantities).map(([productId, quantity]) => `${productId}*${quantity}`)]);

/** The cart that a cookie holds; null where it holds none. Whatever people did to it, the quantities are ones. */
export function parseCart(text: string | undefined): Cart | null {
  let parts: unknown;
  try {
    parts = JSON.parse(text ?? '');
  } catch {
    return null; // no cookie, or not one of ours
  }
  if (!Array.isArray(parts) || typeof parts[0] !== 'string' || !/^[\w-]{16,64}$/.test(parts[0])) return null;
  const [key, ...entries] = parts as string[];
  let cart: Cart = { key: key as string, quantities: {} };
  for (const entry of entries) {
    const [, productId = '', quantity] = ENTRY.exec(String(entry)) ?? [];
    if (quantity) cart = withQuantity(cart, productId, Number(quantity));
  }
  return cart;
}

/** The cart with another quantity of a product: what is too much becomes the most, zero takes it off. */
export function withQuantity(cart: Cart, productId: string, quantity: number): Cart {
  const { [productId]: _, ...others } = cart.quantities;
  const wanted = Math.min(QUANTITY_MAX, Math.trunc(quantity) || 0);
  if (wanted < 1) return { ...cart, quantities: others };
  const isNew = !(productId in cart.quantities);
  if (isNew && Object.keys(others).length >= PRODUCTS_MAX) return cart;
  // In its place: lines must not jump while somebody counts.
  return { ...cart, quantities: { ...cart.quantities, [productId]: wanted } };
}
