'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { PageLink } from '#components/ui/page-link';
import { formatMoney } from '#lib/money';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useActionForm } from '../../../_forms/use-action-form.ts';
import { eraseAction } from './actions.ts';
import type { Refusal } from './schema.ts';

const loadSchema = async () => (await import('./schema.ts')).eraseForm;

/** Deletes the account after checking the password, or says why that is not possible yet. */
export function EraseForm({ currency }: { currency: string }) {
  const t = useTranslations('settings.erase');
  const locale = useLocale();
  const { state, pending, form, field, isFaulty } = useActionForm<'password', Refusal>(eraseAction, '', loadSchema);
  const refusal = state.result;
  return (
    <form {...form} className="grid max-w-md gap-4">
      <Field
        {...field('password')}
        label={t('password')}
        error={isFaulty('password') ? t('wrong') : undefined}
        type="password"
        autoComplete="current-password"
        required
      />
      <FormProblem problem={state.problem} />
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
      <Button variant="outline" pending={pending} className="justify-self-start border-bad! text-bad!">
        {t('submit')}
      </Button>
    </form>
  );
}
