'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { formatMoney, minorDigits, parseMoney } from '#lib/money';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { topUpAction } from './actions.ts';
import { AmountInput } from './amount-input.tsx';
import { MovementSummary } from './movement-summary.tsx';
import { Review } from './review.tsx';
import type { AmountField, Movement } from './schema.ts';

/** What is topped up most, in major units. */
const presets = [5, 10, 20, 50];

interface TopUpFormProps {
  formKey: string;
  /** Minor units. */
  balance: number;
  currency: string;
}

/** Pays into the wallet; fee and balance are told before. */
export function TopUpForm({ formKey, balance, currency }: TopUpFormProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  const format = useFormatter();
  const { state, pending, form, field, typed, fill, isFaulty } = useActionForm<AmountField, Movement>(
    topUpAction,
    formKey,
    async () => (await import('./schema.ts')).amountForm(currency),
    {},
    (content, send) => {
      // Fee and balance stand beside the button.
      content.set('confirmed', 'yes');
      send(content);
    },
  );
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const amount = parseMoney(typed('amount'), currency) ?? 0;
  const { result } = state;
  const reviewed = result?.step === 'review' ? result : null;
  return (
    <form {...form} className="grid content-start gap-4">
      <input type="hidden" name="key" value={state.key} />
      {reviewed ? (
        <Review typed={state.values.amount ?? ''} confirm={t('topUpAmount', { amount: money(reviewed.amount) })}>
          <MovementSummary balance={reviewed.balance} currency={currency} hasFee />
        </Review>
      ) : (
        <>
          {/* Enter clicks the first button of a form, which must not be the first preset. */}
          <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
          <fieldset aria-label={t('presets')} className="grid min-w-0 grid-cols-4 gap-2">
            {presets.map((major) => (
              <Button
                key={major}
                name="preset"
                value={major}
                formNoValidate
                variant="outline"
                pending={pending}
                className="figures px-1 aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:text-accent"
                aria-pressed={amount === major * 10 ** minorDigits(currency)}
                onClick={(event) => {
                  event.preventDefault();
                  fill('amount', String(major));
                }}
              >
                {format.number(major, { style: 'currency', currency, maximumFractionDigits: 0 })}
              </Button>
            ))}
          </fieldset>
          <AmountInput
            {...field('amount')}
            id="top-up-amount"
            label={t('topUpLabel')}
            currency={currency}
            isFaulty={isFaulty('amount')}
          />
          <div className="needs-script">
            <MovementSummary balance={balance + amount} currency={currency} hasFee />
          </div>
          <Button pending={pending}>{amount > 0 ? t('topUpAmount', { amount: money(amount) }) : t('topUp')}</Button>
        </>
      )}
      <p className="text-note text-quiet">{t('sandbox')}</p>
      <FormProblem problem={state.problem} />
      <p role="status" className="font-medium text-good empty:absolute">
        {result?.step === 'done' && t('toppedUp', { amount: money(result.amount), balance: money(result.balance) })}
      </p>
    </form>
  );
}
