'use client';

import { ChevronUp, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { useClosed } from '../../_opening/closed.tsx';
import { type CartItem, totalOf } from '../_catalogue/product.ts';
import { BalanceAfterOrder } from '../_ordering/balance-after-order.tsx';
import { OrderButton } from '../_ordering/order-button.tsx';
import { OrderProblem } from '../_ordering/order-problem.tsx';
import { useOrderForm } from '../_ordering/use-order-form.ts';
import { changeCartAction } from '../actions.ts';
import { CartLines } from './cart-lines.tsx';

interface CartPanelProps {
  cartKey: string;
  items: CartItem[];
  /** Whether everybody may register. */
  mayRegister: boolean;
  /** Minor units; null for whoever is not signed in. */
  balance: number | null;
  currency: string;
  canTopUp: boolean;
  /** The path of the current view of the shop. */
  path: string;
  onQuantity: (productId: string, quantity: number) => void;
  /** Called after an order has failed: another tab may have changed the cart meanwhile. */
  onSent: () => void;
}

const SHEET = 'cart';

/**
 * The cart: a column beside the catalogue on a wide screen, a bar that opens a sheet at the bottom of a phone. The
 * sheet is a native popover, so it opens without JavaScript too.
 */
export function CartPanel(props: CartPanelProps) {
  const { cartKey, items, balance, currency, mayRegister, canTopUp, path, onQuantity, onSent } = props;
  const t = useTranslations('shop');
  const { state, pending, form } = useOrderForm();
  useEffect(() => {
    if (state.problem) onSent();
  }, [state, onSent]);
  const locale = useLocale();
  const total = totalOf(items);
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  const money = <Money amount={total} currency={currency} locale={locale} />;
  const amounts = balance !== null && { total, balance, currency };
  const orderButton =
    balance === null ? (
      <ButtonLink href={mayRegister ? '/register' : '/sign-in'}>
        {t(mayRegister ? 'registerToOrder' : 'signInToOrder')}
      </ButtonLink>
    ) : (
      <OrderButton total={total} balance={balance} currency={currency} canTopUp={canTopUp} pending={pending} />
    );
  const isClosed = useClosed() !== null;
  const orderAnyway = balance !== null && total > balance && !isClosed && (
    <Button pending={pending} variant="quiet">
      {t('orderAnyway')}
    </Button>
  );
  if (items.length === 0)
    return (
      <aside aria-label={t('cart')} className="torn-paper hidden px-6 lg:sticky lg:top-8 lg:block">
        <h2 className="text-title font-strong">{t('cart')}</h2>
        <p className="mt-3 text-quiet">{t('cartEmpty')}</p>
      </aside>
    );
  return (
    <aside
      aria-label={t('cart')}
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-5 -mx-4 has-[:popover-open]:z-20 lg:top-8 lg:bottom-auto lg:mx-0"
    >
      <form {...form} className="lg:torn-paper lg:px-6">
        <input type="hidden" name="key" value={cartKey} />
        <input type="hidden" name="cart" />
        <input type="hidden" name="path" value={path} />
        <div
          id={SHEET}
          popover="auto"
          className="over-page inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-none overflow-y-auto rounded-t-sheet bg-sheet p-4 text-ink lg:static lg:block lg:max-h-none lg:overflow-visible lg:rounded-none lg:bg-transparent lg:p-0"
        >
          <div className="flex items-center justify-between">
            <h2 className="text-title font-strong">{t('cart')}</h2>
            <button
              type="button"
              popoverTarget={SHEET}
              popoverTargetAction="hide"
              aria-label={t('closeCart')}
              className="-mr-2 grid size-11 place-items-center lg:hidden"
            >
              <X aria-hidden size={20} />
            </button>
          </div>
          <CartLines items={items} currency={currency} onQuantity={onQuantity} />
          <p className="mt-1 flex items-baseline justify-between gap-2 border-t border-ink pt-3 text-title font-strong">
            <span>{t('total')}</span>
            {money}
          </p>
          <button
            type="submit"
            formAction={changeCartAction}
            className="needs-no-script min-h-11 text-quiet underline underline-offset-4"
          >
            {t('recalculate')}
          </button>
          <div className="mt-4 grid gap-2 lg:hidden">
            {amounts && <BalanceAfterOrder {...amounts} isRepeated />}
            {orderButton}
            {orderAnyway}
          </div>
        </div>
        <div className="border-t border-rule bg-sheet px-4 py-2 motion-safe:animate-slide lg:mt-1 lg:border-0 lg:bg-transparent lg:p-0">
          <OrderProblem state={state} currency={currency} />
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 *:last:grow lg:grid lg:justify-stretch lg:gap-4">
            <div>
              <button
                type="button"
                popoverTarget={SHEET}
                className="flex min-h-8 items-center gap-1.5 font-medium lg:hidden"
              >
                <span>
                  {t('items', { count })} · {money}
                </span>
                <ChevronUp aria-hidden size={16} />
              </button>
              {amounts && <BalanceAfterOrder {...amounts} />}
            </div>
            {orderButton}
          </div>
          <div className="mt-2 grid max-lg:hidden">{orderAnyway}</div>
        </div>
      </form>
    </aside>
  );
}
