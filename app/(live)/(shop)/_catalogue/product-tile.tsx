import clsx from 'clsx';
import { useLocale, useTranslations } from 'next-intl';
import { ProductArt } from '#components/products/product-art';
import { ProductPhoto } from '#components/products/product-photo';
import { Badge } from '#components/ui/badge';
import { Money } from '#components/ui/money';
import { Shape } from '#components/ui/shape';
import type { Product } from './product.ts';

interface ProductTileProps {
  product: Product;
  currency: string;
  /** Props of the link to the product's sheet. */
  link: React.ComponentProps<'a'>;
  /** The balance does not cover one of it. */
  isBeyond: boolean;
  /** The buttons that add it to the cart. */
  children: React.ReactNode;
}

/** A product of the catalogue: a row on a phone, a tile where there is room. */
export function ProductTile({ product, currency, link, isBeyond, children }: ProductTileProps) {
  const t = useTranslations('shop');
  const locale = useLocale();
  const { productId, name, art, image, price, available, note } = product;
  return (
    <li
      id={productId}
      className="group relative flex scroll-mt-20 items-center gap-3 rounded-sheet border border-rule bg-sheet p-2 pr-3 sm:flex-col sm:items-stretch sm:gap-0 sm:p-0"
    >
      <div
        className={clsx(
          'grid shrink-0 place-items-center overflow-hidden rounded-control bg-tint sm:m-1.5',
          !available && 'opacity-50 grayscale',
        )}
      >
        {image ? (
          <ProductPhoto
            image={image}
            sizes="(min-width: 640px) 220px, 72px"
            className="size-18 object-cover sm:h-34 sm:w-full"
          />
        ) : (
          <ProductArt
            art={art}
            className="m-2 size-14 motion-safe:transition-transform motion-safe:duration-200 motion-safe:group-hover:-translate-y-0.5 sm:m-5 sm:size-24"
          />
        )}
      </div>
      <div className="grid min-w-0 flex-1 content-start gap-0.5 sm:px-3.5 sm:pt-1.5">
        <h2 className="text-lead leading-snug font-medium">
          {/* The whole tile is the link, except for its buttons. */}
          <a {...link} className="wrap-anywhere outline-offset-4 after:absolute after:inset-0">
            {name}
          </a>
        </h2>
        {available && note && <p className="text-note text-quiet">{note}</p>}
        {isBeyond && (
          <p className="flex items-center gap-1.5 text-note text-quiet">
            <Shape kind="triangle" className="text-warn" />
            {t('beyond')}
          </p>
        )}
        <Money amount={price} currency={currency} locale={locale} className="font-medium sm:hidden" />
      </div>
      <div className="relative flex items-center justify-between gap-2 sm:mt-auto sm:p-3.5 sm:pt-2">
        <Money
          amount={price}
          currency={currency}
          locale={locale}
          className="pointer-events-none max-sm:hidden sm:text-lead sm:font-medium"
        />
        {available ? (
          children
        ) : (
          <span className="grid min-h-11 items-center">
            <Badge tone="quiet">{note}</Badge>
          </span>
        )}
      </div>
    </li>
  );
}
