'use client';

import { useTranslations } from 'next-intl';
import { type CartItem, quantityName, totalOf } from '../_catalogue/product.ts';
import { OrderButton } from './order-button.tsx';

import { OrderProblem } from './order-problem.tsx';
import { useOrderForm } from './use-order-form.ts';

interface ReorderLastProps {
  /** The items of the last order, at today's prices. */
  items: CartItem[];
  cartKey: string;
  /** Minor units. */
  balance: number;
  currency: string;
  canTopUp: boolean;
  /** The cart is not empty: its button is the primary one then. */
  isSecondary: boolean;
}

/** Repeats the last order with one button. */
export function ReorderLast({ items, cartKey, balance, currency, canTopUp, isSecondary }: ReorderLastProps) {
  const t = useTranslations('shop');
  const { state, pending, form } = useOrderForm();
  const names = items.map(({ product, quantity }) => t('times', { product: product.name, quantity }));
  return (
    <form {...form} aria-label={t('reorder')} className="rounded-sheet border border-rule bg-sheet p-2 sm:pl-4">
      <input type="hidden" name="key" value={cartKey} />
      {items.map(({ product, quantity }) => (
        <input key={product.productId} type="hidden" name={quantityName(product.productId)} value={quantity} />
      ))}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 max-sm:*:last:grow">
        <p className="min-w-0 flex-1 basis-40 truncate max-sm:px-2 max-sm:pt-1">
          <span className="text-quiet">{t('reorder')}</span> <span className="font-medium">{names.join(', ')}</span>
        </p>
        <OrderButton
          total={totalOf(items)}
          balance={balance}
          currency={currency}
          canTopUp={canTopUp}
          pending={pending}
          isNow
          variant={isSecondary ? 'outline' : 'primary'}
        />
      </div>
      <OrderProblem state={state} currency={currency} />
    </form>
  );
}
