import type { ArtName } from '#components/products/product-art';

/** A product of the catalogue. */
export interface Product {
  productId: string;
  name: string;
  description: string;
  category: string;
  art: ArtName;
  /** Its photo, shown instead of the drawing. */
  image: { small: string; large: string } | null;
  /** Minor units. */
  price: number;
  available: boolean;
  /** Why it cannot be ordered, or that only a few are left; null where there is nothing to say. */
  note: string | null;
}

/** A product and its quantity in the cart. */
export interface CartItem {
  product: Product;
  quantity: number;
}

/** The total of items, in minor units. */
export const totalOf = (items: CartItem[]): number =>
  items.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);

/** The name of a product's quantity field, the same in every order form. */
export const quantityName = (productId: string): string => `quantity.${productId}`;
