import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '#lib/money';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import type { OrderState } from './order-state.ts';

/** Why nothing was ordered, and what was topped up nevertheless. */
export function OrderProblem({ state, currency }: { state: OrderState; currency: string }) {
  const t = useTranslations('shop');
  const locale = useLocale();
  const { fault, problem, toppedUp } = state;
  return (
    // Takes no space while empty.
    <div className="has-[p:not(:empty)]:py-2">
      <p role="alert" className="text-bad empty:hidden">
        {fault && t(`fault.${fault}`)}
        {toppedUp !== null && t('toppedUp', { amount: formatMoney(toppedUp, currency, locale) })}
      </p>
      <FormProblem problem={problem} />
    </div>
  );
}
