'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { forgotAction } from './actions.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).forgottenBody;

export function ForgotForm() {
  const t = useTranslations('forms');
  const account = useTranslations('account');
  const { state, pending, form, field, isFaulty } = useActionForm<'email', { email: string }>(
    forgotAction,
    '',
    loadSchema,
  );
  return (
    <form {...form} className="grid gap-4">
      <Field
        {...field('email')}
        label={t('email')}
        error={isFaulty('email') ? t('fault.email') : undefined}
        type="email"
        autoComplete="username"
        required
      />
      <FormProblem problem={state.problem} />
      <Button pending={pending}>{account('sendLink')}</Button>
      <div role="status">
        {state.result && (
          <p className="border-l-2 border-good pl-3 wrap-anywhere">
            {account('linkSent', { email: state.result.email })}
          </p>
        )}
      </div>
    </form>
  );
}
