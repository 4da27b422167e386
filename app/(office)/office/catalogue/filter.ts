import type { OfficeProduct } from '#lib/office/catalogue';
import { type ProductState, productStates, stateOf } from './product-state.ts';

/** What the list shows, as its address says. */
export interface CatalogueFilter {
  /** Part of a name, in any language. */
  query: string;
  /** Empty for all. */
  category: string;
  /** Null for all that are not archived. */
  state: ProductState | null;
}

/** The filter in a query string. */
export function filterOf({ query, category, state }: Record<string, string | string[] | undefined>): CatalogueFilter {
  return {
    query: typeof query === 'string' ? query.trim().slice(0, 100) : '',
    category: typeof category === 'string' ? category : '',
    state: productStates.find((one) => one === state) ?? null,
  };
}

/** Whether the list shows a product. */
export function matches(product: OfficeProduct, { query, category, state }: CatalogueFilter, now: Date): boolean {
  const { archived, name, productId } = product;
  const texts = [productId, ...Object.values(name)].join('\n').toLocaleLowerCase();
  return (
    (state === null ? !archived : stateOf(product, now) === state) &&
    (category === '' || product.category === category) &&
    texts.includes(query.toLocaleLowerCase())
  );
}
