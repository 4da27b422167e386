import type { OrderView, ProductView } from '#lib/order/read';

/** What an earlier order would be today. Amounts in minor units. */
export interface Reorder {
  /** What is available, at today's prices. */
  items: OrderView['items'];
  total: number;
  /** Names of products that are no longer available. */
  unavailable: string[];
  hasNewPrices: boolean;
}

/** Compares an order's items with today's catalogue. */
export function reorderOf(items: OrderView['items'], products: ProductView[]): Reorder {
  const catalogue = new Map(products.map((product) => [product.productId, product]));
  const today = items.flatMap((item) => {
    const product = catalogue.get(item.productId);
    return product?.available ? [{ ...item, name: product.name, price: product.price }] : [];
  });
  const ordered = new Map(today.map((item) => [item.productId, item]));
  return {
    items: today,
    total: today.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    unavailable: items.filter(({ productId }) => !ordered.has(productId)).map(({ name }) => name),
    hasNewPrices: items.some(({ productId, price }) => (ordered.get(productId)?.price ?? price) !== price),
  };
}
