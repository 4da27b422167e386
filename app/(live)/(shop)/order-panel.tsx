import { useLocale, useTranslations } from 'next-intl';
import { Slip } from '#components/slip/slip';
import { Button } from '#components/ui/button';
import { formatMoney } from '#lib/money';
import { FormProblem } from '../../_forms/form-problem.tsx';
import type { OrderState } from './order-state.ts';

interface OrderPanelProps {
  items: { productId: string; name: string; quantity: number; price: number }[];
  /** Minor units. */
  balance: number;
  currency: string;
  state: OrderState;
  pending: boolean;
}

/** The slip of what is chosen, what it leaves of the balance, and the one button. Stays in sight while the catalogue scrolls. */
export function OrderPanel({ items, balance, currency, state, pending }: OrderPanelProps) {
  const t = useTranslations('shop');
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const total = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const missing = total - balance;
  return (
    <section
      aria-label={t('slip')}
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] -mx-4 border-t border-rule bg-sheet lg:top-8 lg:bottom-auto lg:mx-0 lg:border-0 lg:bg-transparent"
    >
      <Slip
        heading={<h2 className="hidden text-title font-strong lg:block">{t('slip')}</h2>}
        items={items}
        total={total}
        currency={currency}
        locale={locale}
        isBrief
      >
        <p className="mt-1 text-quiet" aria-live="polite">
          {missing > 0
            ? t('short', { missing: money(missing) })
            : t('after', { balance: money(balance), left: money(balance - total) })}
        </p>
        <div className="mt-2 grid gap-2 lg:mt-4">
          <p role="alert" className="text-bad empty:hidden">
            {state.fault && t(`fault.${state.fault}`)}
          </p>
          <FormProblem problem={state.problem} />
          {missing > 0 && (
            <Button name="topUp" value={missing} pending={pending}>
              {t('topUpAndOrder', { missing: money(missing) })}
            </Button>
          )}
          <Button pending={pending} variant={missing > 0 ? 'quiet' : 'primary'}>
            {missing > 0 ? t('orderAnyway') : total > 0 ? t('order', { total: money(total) }) : t('orderNothing')}
          </Button>
        </div>
      </Slip>
    </section>
  );
}
