'use client';

import clsx from 'clsx';
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Cart } from '../_cart/cart.ts';
import { CartButtons } from '../_cart/cart-buttons.tsx';
import { changeCartAction } from '../actions.ts';
import type { Product } from './product.ts';
import { ProductTile } from './product-tile.tsx';
import type { useView } from './use-view.ts';

interface CatalogueProps {
  products: Product[];
  shop: ReturnType<typeof useView>;
  cart: Cart;
  /** The balance minus the cart, in minor units; null if nobody is signed in. */
  left: number | null;
  currency: string;
  onQuantity: (productId: string, quantity: number) => void;
}

const known = ['drinks', 'food', 'print', 'space', 'other'] as const;
const isKnown = (category: string): category is (typeof known)[number] =>
  (known as readonly string[]).includes(category);

/** The catalogue, with search and categories. */
export function Catalogue({ products, shop, cart, left, currency, onQuantity }: CatalogueProps) {
  const t = useTranslations('shop');
  const { view, href, show, link } = shop;
  const categories = [...new Set(products.map(({ category }) => category))];
  const current = categories.find((category) => category === view.category) ?? '';
  const found = products.filter(
    ({ name, description, category }) =>
      (current === '' || category === current) &&
      `${name} ${description}`.toLocaleLowerCase().includes(view.q.trim().toLocaleLowerCase()),
  );
  return (
    <div className="grid min-w-0 content-start gap-4">
      <search className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-center">
        <form action="/" className="relative" onSubmit={(event) => event.preventDefault()}>
          {current && <input type="hidden" name="category" value={current} />}
          <Search aria-hidden size={18} className="pointer-events-none absolute top-3.5 left-3 text-quiet" />
          <input
            type="search"
            name="q"
            defaultValue={view.q}
            aria-label={t('search')}
            placeholder={t('search')}
            autoComplete="off"
            enterKeyHint="search"
            onChange={(event) => show({ q: event.target.value }, 'replace')}
            className="min-h-11 w-full rounded-control border border-edge bg-sheet pr-3 pl-10 text-lead placeholder:text-quiet"
          />
        </form>
        <nav aria-label={t('categories')}>
          <ul className="-mx-1 flex flex-wrap gap-x-1">
            {['', ...categories].map((category) => {
              const isCurrent = category === current;
              return (
                <li key={category}>
                  <a
                    {...link({ category })}
                    aria-current={isCurrent ? 'true' : undefined}
                    className={clsx(
                      'inline-flex min-h-11 items-center rounded-control px-2 sm:px-3',
                      isCurrent ? 'bg-tint font-medium text-accent' : 'text-quiet hover:text-ink',
                    )}
                  >
                    {category === '' ? t('all') : isKnown(category) ? t(`category.${category}`) : category}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
      </search>
      <p role="status" className="sr-only">
        {(view.q || view.category) && t('found', { count: found.length })}
      </p>
      {found.length === 0 ? (
        <div className="grid justify-items-start gap-2 py-6">
          <p className="text-lead text-quiet">{t('nothingFound', { query: view.q.trim() })}</p>
          <a {...link({ q: '', category: '' })} className="py-2 font-medium text-accent underline underline-offset-4">
            {t('showAll')}
          </a>
        </div>
      ) : (
        <form action={changeCartAction}>
          <input type="hidden" name="path" value={href({ product: '' })} />
          <ul
            className="grid gap-2 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] sm:gap-3"
            aria-label={t('products')}
          >
            {found.map((product) => {
              const quantity = cart.quantities[product.productId] ?? 0;
              return (
                <ProductTile
                  key={product.productId}
                  product={product}
                  currency={currency}
                  link={link({ product: product.productId })}
                  isBeyond={left !== null && product.available && quantity === 0 && product.price > left}
                >
                  <CartButtons
                    product={product}
                    quantity={quantity}
                    onChange={(next) => onQuantity(product.productId, next)}
                  />
                </ProductTile>
              );
            })}
          </ul>
        </form>
      )}
    </div>
  );
}
