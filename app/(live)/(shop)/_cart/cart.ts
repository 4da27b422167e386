/** The cookie with the cart, read by server and page. It survives navigation, reloading and signing in. */
export const CART_COOKIE = 'saldo.cart';

const QUANTITY_MAX = 1_000;
const PRODUCTS_MAX = 50;
const ENTRY = /^(.{1,100})\*([1-9]\d{0,3})$/u;

/** The cart of one browser. */
export interface Cart {
  /**
   * Identifies the next order of this browser: however often it is sent, from any tab, after Back or a reload, it is
   * one order. Once it is placed, the cart gets a new key.
   */
  key: string;
  /** By product id, 1 to 1000 of each. */
  quantities: Readonly<Record<string, number>>;
}

/** The cart as a cookie value. */
export const cartText = ({ key, quantities }: Cart): string =>
  JSON.stringify([key, ...Object.entries(quantities).map(([productId, quantity]) => `${productId}*${quantity}`)]);

/** Parses a cookie value; null if it is not a cart. People can edit cookies, so invalid entries are dropped. */
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

/** The cart with another quantity of a product, capped at 1000; zero removes the product. A 51st product is ignored. */
export function withQuantity(cart: Cart, productId: string, quantity: number): Cart {
  const { [productId]: _, ...others } = cart.quantities;
  const wanted = Math.min(QUANTITY_MAX, Math.trunc(quantity) || 0);
  if (wanted < 1) return { ...cart, quantities: others };
  const isNew = !(productId in cart.quantities);
  if (isNew && Object.keys(others).length >= PRODUCTS_MAX) return cart;
  // An existing product keeps its place: lines must not jump while the quantity changes.
  return { ...cart, quantities: { ...cart.quantities, [productId]: wanted } };
}
