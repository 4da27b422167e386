'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { ConfirmDialog } from '#components/ui/confirm-dialog';
import { formatMoney, parseMoney } from '#lib/money';
import { withdrawAction } from './actions.ts';
import { AmountInput } from './amount-input.tsx';
import { MovementForm } from './movement-form.tsx';
import { MovementSummary } from './movement-summary.tsx';
import { useAmountForm, type WalletFormProps } from './use-amount-form.ts';

/** Withdraws from the wallet after asking for confirmation: in a dialog, or without JavaScript in a second step. */
export function WithdrawForm({ formKey, balance, currency }: WalletFormProps) {
  const t = useTranslations('wallet');
  const locale = useLocale();
  /** What waits for confirmation. */
  const [asked, setAsked] = useState<{ amount: number; confirm: () => void } | null>(null);
  const { state, frame, field } = useAmountForm(withdrawAction, formKey, currency, (content, send) => {
    const amount = parseMoney(String(content.get('amount')), currency);
    // The server refuses an invalid amount, or one above the balance, so there is nothing to confirm.
    if (amount === null || amount > balance) return send(content);
    content.set('confirmed', 'yes');
    setAsked({ amount, confirm: () => send(content) });
  });
  return (
    <MovementForm kind="withdraw" form={frame.form} state={state} currency={currency}>
      <AmountInput {...field('amount')} id="withdraw-amount" label={t('withdrawLabel')} currency={currency} />
      <Button pending={frame.pending} variant="outline">
        {t('withdraw')}
      </Button>
      <ConfirmDialog
        isOpen={asked !== null}
        title={t('withdrawTitle')}
        confirm={t('withdrawAmount', { amount: formatMoney(asked?.amount ?? 0, currency, locale) })}
        cancel={t('cancel')}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          setAsked(null);
          asked?.confirm();
        }}
      >
        <MovementSummary balance={balance - (asked?.amount ?? 0)} currency={currency} />
      </ConfirmDialog>
    </MovementForm>
  );
}
