'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { formatMoney, minorDigits } from '#lib/money';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { topUpAction, withdrawAction } from './actions.ts';
import { type AmountField, amountForm, type Moved } from './schema.ts';

const actions = { topUp: topUpAction, withdraw: withdrawAction };

interface AmountFormProps {
  deed: keyof typeof actions;
  formKey: string;
  currency: string;
  /** Amounts in major units that one press moves. */
  presets?: number[];
}

/** Moves an amount into the wallet or out of it. */
export function AmountForm({ deed, formKey, currency, presets = [] }: AmountFormProps) {
  const t = useTranslations('forms');
  const locale = useLocale();
  const { state, pending, form, field, isFaulty } = useActionForm<AmountField, Moved>(
    actions[deed],
    formKey,
    amountForm(currency),
  );
  const money = (minor: number) => formatMoney(minor, currency, locale);
  return (
    <form {...form} className="grid content-start gap-3">
      <input type="hidden" name="key" value={state.key} />
      <Field
        {...field('amount')}
        id={`${deed}-amount`}
        label={t(`${deed}.amount`)}
        error={isFaulty('amount') ? t('fault.amount', { example: money(10 ** minorDigits(currency) * 10) }) : undefined}
        prefix={currency}
        inputMode="decimal"
        autoComplete="off"
        required
      />
      <Button pending={pending} variant={deed === 'topUp' ? 'primary' : 'outline'}>
        {t(`${deed}.submit`)}
      </Button>
      {presets.length > 0 && (
        <div className="grid grid-cols-4 gap-2 max-sm:grid-cols-2">
          {presets.map((major) => (
            <Button
              key={major}
              name="preset"
              value={major}
              formNoValidate
              variant="outline"
              pending={pending}
              className="figures px-1"
              aria-label={t('topUp.preset', { amount: money(major * 10 ** minorDigits(currency)) })}
            >
              {money(major * 10 ** minorDigits(currency))}
            </Button>
          ))}
        </div>
      )}
      <div>
        <FormProblem problem={state.problem} />
        <p role="status" className="font-medium text-good">
          {state.result &&
            t(`${deed}.done`, { amount: money(state.result.amount), balance: money(state.result.balance) })}
        </p>
      </div>
    </form>
  );
}
