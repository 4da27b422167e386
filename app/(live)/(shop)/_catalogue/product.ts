import type { ArtName } from './product-art.tsx';

/** A product as the shop shows it. */
export interface Product {
  productId: string;
  name: string;
  description: string;
  category: string;
  art: ArtName;
  /** Minor units. */
  price: number;
  available: boolean;
}

/** Some of a product, on a slip. */
export interface CartItem {
  product: Product;
  quantity: number;
}

/** What items cost, in minor units. */
export const totalOf = (items: CartItem[]): number =>
  items.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);

/** The name of the input for the quantity of a product, in every form that orders. */
export const quantityName = (productId: string): string => `quantity.${productId}`;
