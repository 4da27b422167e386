import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { formatMoney } from '#lib/money';
import { FormProblem } from '../../_forms/form-problem.tsx';
import type { FormState } from '../../_forms/form-state.ts';
import { MovementSummary } from './movement-summary.tsx';
import type { AmountField, Movement } from './schema.ts';

const texts = {
  topUp: { confirm: 'topUpAmount', done: 'toppedUp' },
  withdraw: { confirm: 'withdrawAmount', done: 'withdrawn' },
} as const;

interface MovementFormProps {
  kind: keyof typeof texts;
  form: React.ComponentProps<'form'>;
  state: FormState<AmountField, Movement>;
  currency: string;
  /** The first step: the fields and their button. */
  children: React.ReactNode;
}

/**
 * The frame of the forms that move money. A browser without JavaScript gets a second step, which shows the new balance
 * and asks to confirm.
 */
export function MovementForm({ kind, form, state, currency, children }: MovementFormProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  const { key, values, problem, result } = state;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return (
    <form {...form} className="grid content-start gap-4">
      <input type="hidden" name="key" value={key} />
      {result?.step === 'review' ? (
        <>
          <input type="hidden" name="amount" value={values.amount ?? ''} />
          <input type="hidden" name="confirmed" value="yes" />
          <MovementSummary balance={result.balance} currency={currency} hasFee={kind === 'topUp'} />
          <Button>{t(texts[kind].confirm, { amount: money(result.amount) })}</Button>
          <ButtonLink href="/wallet" variant="quiet">
            {t('cancel')}
          </ButtonLink>
        </>
      ) : (
        children
      )}
      <p className="text-note text-quiet">{t(kind === 'topUp' ? 'sandbox' : 'payout')}</p>
      <FormProblem problem={problem} />
      <p role="status" className="font-medium text-good empty:absolute">
        {result?.step === 'done' &&
          t(texts[kind].done, { amount: money(result.amount), balance: money(result.balance) })}
      </p>
    </form>
  );
}
