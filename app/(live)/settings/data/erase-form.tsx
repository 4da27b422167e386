'use client';

import { useLocale, useTranslations } from 'next-intl';
import { PageLink } from '#components/ui/page-link';
import { formatMoney } from '#lib/money';
import { CurrentPasswordField } from '../../../_forms/credential-fields.tsx';
import { FormFrame } from '../../../_forms/form-frame.tsx';
import { useActionForm } from '../../../_forms/use-action-form.ts';
import { eraseAction } from './actions.ts';
import type { Refusal } from './schema.ts';

const loadSchema = async () => (await import('./schema.ts')).eraseForm;

/** Deletes the account after checking the password, or says why that is not possible yet. */
export function EraseForm({ currency }: { currency: string }) {
  const t = useTranslations('settings.erase');
  const locale = useLocale();
  const { state, frame, field } = useActionForm<'password', Refusal>(eraseAction, '', loadSchema);
  const refusal = state.result;
  return (
    <FormFrame {...frame} submit={t('submit')} variant="danger" isCompact>
      <CurrentPasswordField {...field('password')} label={t('password')} error={t('wrong')} />
      <div role="alert" className="empty:absolute">
        {refusal && (
          <div className="grid gap-1 border-l-2 border-bad pl-3">
            <p>
              {refusal.kind === 'balance'
                ? t('balance', { balance: formatMoney(refusal.balance, currency, locale) })
                : t('pending')}
            </p>
            {refusal.kind === 'balance' && (
              <PageLink
                href="/wallet"
                className="min-h-11 content-center font-medium text-accent underline underline-offset-4"
              >
                {t('toWallet')}
              </PageLink>
            )}
          </div>
        )}
      </div>
    </FormFrame>
  );
}
