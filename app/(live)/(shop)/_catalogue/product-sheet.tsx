'use client';

import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useLayoutEffect, useRef, useState } from 'react';
import { ProductArt } from '#components/products/product-art';
import { ProductPhoto } from '#components/products/product-photo';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { QuantityInput } from '../_cart/quantity-input.tsx';
import { OrderButton } from '../_ordering/order-button.tsx';
import { OrderProblem } from '../_ordering/order-problem.tsx';
import { useOrderForm } from '../_ordering/use-order-form.ts';

import { changeCartAction } from '../actions.ts';
import { type Product, quantityName } from './product.ts';

interface ProductSheetProps {
  product: Product;
  /** How many are already in the cart. */
  inCart: number;
  cartKey: string;
  /** Minor units; null for whoever is not signed in. */
  balance: number | null;
  currency: string;
  canTopUp: boolean;
  /** Leads back to the shop without the sheet. */
  closeLink: { href: string; onClick: (event: React.MouseEvent) => void };
  onClose: () => void;
  onQuantity: (productId: string, quantity: number) => void;
}

/**
 * A product in detail, to order at once or add to the cart. A native dialog, so that the browser traps and restores the
 * focus, and so that it also works without JavaScript.
 */
export function ProductSheet(props: ProductSheetProps) {
  const { product, inCart, cartKey, balance, currency, canTopUp, closeLink, onClose, onQuantity } = props;
  const { productId, name, description, art, image, price, available, note } = product;
  const t = useTranslations('shop');
  const locale = useLocale();
  const { state, pending, form } = useOrderForm();
  const [quantity, setQuantity] = useState(1);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const opened = dialog.current;
    // The server renders it open but not modal.
    opened?.removeAttribute('open');
    opened?.showModal();
    heading.current?.focus();
    return () => opened?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a dialog closes with Escape; the click is on what lies around it.
    <dialog
      ref={dialog}
      open
      aria-labelledby="product-name"
      onClose={(event) => !event.currentTarget.open && onClose()}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="over-page fixed inset-x-0 top-auto bottom-0 z-20 m-0 max-h-[90dvh] w-full max-w-none overflow-y-auto rounded-t-sheet border border-rule bg-sheet text-ink sm:top-24 sm:bottom-auto sm:mx-auto sm:max-w-md sm:rounded-sheet"
    >
      <form {...form} className="grid gap-4 p-4 sm:p-6">
        {image ? (
          <ProductPhoto
            image={image}
            sizes="(min-width: 640px) 400px, 100vw"
            className="h-56 w-full rounded-control bg-tint object-cover"
          />
        ) : (
          <div className="grid place-items-center rounded-control bg-tint p-6">
            <ProductArt art={art} className="size-28" />
          </div>
        )}
        <div className="grid gap-1">
          <div className="flex items-baseline justify-between gap-4">
            <h2
              ref={heading}
              id="product-name"
              tabIndex={-1}
              className="text-title font-strong wrap-anywhere outline-none"
            >
              {name}
            </h2>
            <Money amount={price} currency={currency} locale={locale} className="text-title" />
          </div>
          <p className="text-lead text-quiet wrap-anywhere">{description}</p>
          {available && note && <p className="text-quiet">{note}</p>}
          {inCart > 0 && <p className="text-quiet">{t('inCart', { count: inCart })}</p>}
        </div>
        <input type="hidden" name="key" value={cartKey} />
        <input type="hidden" name="path" value={closeLink.href} />
        <input type="hidden" name="add" value={productId} />
        {available ? (
          <>
            <div className="flex items-center justify-between gap-4">
              <span className="font-medium">{t('howMany')}</span>
              <QuantityInput
                name={quantityName(productId)}
                product={name}
                value={quantity}
                min={1}
                onChange={(next) => setQuantity(Math.min(1_000, next))}
              />
            </div>
            <div className="grid">
              <OrderProblem state={state} currency={currency} />
              {balance !== null && (
                <OrderButton total={price * quantity} {...{ balance, currency, canTopUp, pending }} isNow />
              )}
              <Button
                variant={balance === null ? 'primary' : 'outline'}
                formAction={changeCartAction}
                className="mt-2"
                onClick={(event) => {
                  event.preventDefault();
                  onQuantity(productId, inCart + quantity);
                  onClose();
                }}
              >
                {t('addToCart')}
              </Button>
            </div>
          </>
        ) : (
          <Badge tone="quiet">{note}</Badge>
        )}
        <ButtonLink
          {...closeLink}
          variant="quiet"
          aria-label={t('close')}
          className="absolute top-5 right-5 sm:top-7 sm:right-7"
        >
          <X aria-hidden size={20} />
        </ButtonLink>
      </form>
    </dialog>
  );
}
