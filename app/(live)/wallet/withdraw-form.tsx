'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { ConfirmDialog } from '#components/ui/confirm-dialog';
import { formatMoney, parseMoney } from '#lib/money';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { withdrawAction } from './actions.ts';
import { AmountInput } from './amount-input.tsx';
import { MovementSummary } from './movement-summary.tsx';
import { Review } from './review.tsx';
import type { AmountField, Movement } from './schema.ts';

interface WithdrawFormProps {
  formKey: string;
  /** Minor units. */
  balance: number;
  currency: string;
}

/** Pays out of the wallet, after asking: in a dialog, or without JavaScript in a second step. */
export function WithdrawForm({ formKey, balance, currency }: WithdrawFormProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  /** What is to be confirmed: the amount, and how to go on. */
  const [asked, setAsked] = useState<{ amount: number; goOn: () => void } | null>(null);
  const { state, pending, form, field, isFaulty } = useActionForm<AmountField, Movement>(
    withdrawAction,
    formKey,
    async () => (await import('./schema.ts')).amountForm(currency),
    {},
    (content, send) => {
      const amount = parseMoney(String(content.get('amount')), currency);
      // What is no amount, or more than the balance, need not be confirmed: the server says why.
      if (amount === null || amount > balance) return send(content);
      content.set('confirmed', 'yes');
      setAsked({ amount, goOn: () => send(content) });
    },
  );
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const { result } = state;
  const reviewed = result?.step === 'review' ? result : null;
  return (
    <form {...form} className="grid content-start gap-4">
      <input type="hidden" name="key" value={state.key} />
      {reviewed ? (
        <Review typed={state.values.amount ?? ''} confirm={t('withdrawAmount', { amount: money(reviewed.amount) })}>
          <MovementSummary balance={reviewed.balance} currency={currency} />
        </Review>
      ) : (
        <>
          <AmountInput
            {...field('amount')}
            id="withdraw-amount"
            label={t('withdrawLabel')}
            currency={currency}
            isFaulty={isFaulty('amount')}
          />
          <Button pending={pending} variant="outline">
            {t('withdraw')}
          </Button>
        </>
      )}
      <FormProblem problem={state.problem} />
      <p role="status" className="font-medium text-good empty:absolute">
        {result?.step === 'done' && t('withdrawn', { amount: money(result.amount), balance: money(result.balance) })}
      </p>
      <ConfirmDialog
        isOpen={asked !== null}
        title={t('withdrawTitle')}
        confirm={t('withdrawAmount', { amount: money(asked?.amount ?? 0) })}
        cancel={t('cancel')}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          setAsked(null);
          asked?.goOn();
        }}
      >
        <MovementSummary balance={balance - (asked?.amount ?? 0)} currency={currency} />
      </ConfirmDialog>
    </form>
  );
}
