'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { formatMoney } from '#lib/money';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../_forms/use-answered-action.ts';
import { reorderAction } from './actions.ts';

interface ReorderFormProps {
  items: { productId: string; quantity: number }[];
  formKey: string;
  /** Minor units. */
  total: number;
  balance: number;
  currency: string;
  /** Whether the customer can top up here and now. */
  canTopUp: boolean;
}

/** Repeats an order with one button, topping up first if the balance is short and that is possible here. */
export function ReorderForm(props: ReorderFormProps) {
  const { items, formKey, total, balance, currency, canTopUp } = props;
  const t = useTranslations('order');
  const locale = useLocale();
  const { state, pending, form } = useAnsweredAction(
    reorderAction,
    { key: formKey, values: {}, faults: [], problem: null },
    (last, problem) => ({ ...last, problem }),
  );
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const missing = total - balance;
  return (
    <form {...form} className="grid gap-3 print:hidden">
      <input type="hidden" name="key" value={state.key} />
      {items.map(({ productId, quantity }) => (
        <span key={productId} hidden>
          <input type="hidden" name="product" value={productId} />
          <input type="hidden" name="quantity" value={quantity} />
        </span>
      ))}
      <p className="text-quiet">
        {missing > 0
          ? t('short', { balance: money(balance), missing: money(missing) })
          : t('covered', { balance: money(balance), left: money(-missing) })}
      </p>
      {missing > 0 && !canTopUp && <ButtonLink href="/wallet">{t('reorder.howToTopUp')}</ButtonLink>}
      {missing > 0 && canTopUp && (
        <Button name="topUp" value={missing} pending={pending}>
          {t('reorder.topUpAndOrder', { missing: money(missing) })}
        </Button>
      )}
      {missing <= 0 && <Button pending={pending}>{t('reorder.order', { total: money(total) })}</Button>}
      <FormProblem problem={state.problem} />
    </form>
  );
}
