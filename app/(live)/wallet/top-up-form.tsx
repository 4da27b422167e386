'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { formatMoney, minorDigits, parseMoney } from '#lib/money';
import { topUpAction } from './actions.ts';
import { AmountInput } from './amount-input.tsx';
import { MovementForm } from './movement-form.tsx';
import { MovementSummary } from './movement-summary.tsx';
import { useAmountForm, type WalletFormProps } from './use-amount-form.ts';

/** Common amounts, in major units. */
const presets = [5, 10, 20, 50];

/** Tops up the wallet. Fee and new balance are shown beside the button. */
export function TopUpForm({ formKey, balance, currency }: WalletFormProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  const format = useFormatter();
  const { state, frame, field, typed, fill } = useAmountForm(topUpAction, formKey, currency, (content, send) => {
    content.set('confirmed', 'yes');
    send(content);
  });
  const amount = parseMoney(typed('amount'), currency) ?? 0;
  return (
    <MovementForm kind="topUp" form={frame.form} state={state} currency={currency}>
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
            pending={frame.pending}
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
      <AmountInput {...field('amount')} id="top-up-amount" label={t('topUpLabel')} currency={currency} />
      <div className="needs-script">
        <MovementSummary balance={balance + amount} currency={currency} hasFee />
      </div>
      <Button pending={frame.pending}>
        {amount > 0 ? t('topUpAmount', { amount: formatMoney(amount, currency, locale) }) : t('topUp')}
      </Button>
    </MovementForm>
  );
}
