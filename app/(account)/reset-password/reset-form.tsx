'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { resetAction } from './actions.ts';

const loadSchema = async () => (await import('./schema.ts')).resetForm;

export function ResetForm({ token }: { token: string }) {
  const t = useTranslations('forms');
  const account = useTranslations('account');
  const { state, pending, form, field, isFaulty } = useActionForm<'password'>(resetAction, '', loadSchema);
  return (
    <form {...form} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <Field
        {...field('password')}
        label={account('newPassword')}
        hint={t('passwordHint')}
        error={isFaulty('password') ? t('fault.password') : undefined}
        type="password"
        autoComplete="new-password"
        required
      />
      <FormProblem problem={state.problem} />
      <Button pending={pending}>{account('setPassword')}</Button>
    </form>
  );
}
