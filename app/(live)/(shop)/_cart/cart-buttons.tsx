'use client';

import clsx from 'clsx';
import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import type { Product } from '../_catalogue/product.ts';

interface CartButtonsProps {
  product: Product;
  /** How many are in the cart. */
  quantity: number;
  onChange: (quantity: number) => void;
}

/**
 * Adds one of a product to the cart or removes one. Without JavaScript, submits the surrounding form with `add` or
 * `take`.
 */
export function CartButtons({ product, quantity, onChange }: CartButtonsProps) {
  const t = useTranslations('shop');
  const addButton = useRef<HTMLButtonElement>(null);
  const { productId, name } = product;
  const change = (to: number) => (event: React.MouseEvent) => {
    event.preventDefault();
    onChange(to);
    // Removing the last one removes this button: move the focus before it is lost.
    if (to === 0) addButton.current?.focus();
  };
  return (
    <div
      className={clsx(
        'inline-flex items-center rounded-control border',
        quantity > 0 ? 'border-accent bg-tint text-accent' : 'border-edge bg-sheet',
      )}
    >
      {quantity > 0 && (
        <>
          <button
            type="submit"
            name="take"
            value={productId}
            aria-label={t('fewer', { product: name })}
            onClick={change(quantity - 1)}
            className="grid h-11 w-9 place-items-center"
          >
            <Minus aria-hidden size={16} />
          </button>
          <span className="figures min-w-6 text-center font-medium">
            <span aria-hidden>{quantity}</span>
            <span className="sr-only">{t('inCart', { count: quantity })}</span>
          </span>
        </>
      )}
      <button
        type="submit"
        ref={addButton}
        name="add"
        value={productId}
        aria-label={quantity > 0 ? t('more', { product: name }) : t('add', { product: name })}
        onClick={change(quantity + 1)}
        className={clsx(
          'grid h-11 place-items-center rounded-control hover:text-accent',
          quantity > 0 ? 'w-9' : 'w-11',
        )}
      >
        <Plus aria-hidden size={18} />
      </button>
    </div>
  );
}
