'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { signInAction } from './actions.ts';
import type { SignInField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).credentialsBody;

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('forms');
  const { state, pending, form, field, isFaulty } = useActionForm<SignInField>(signInAction, '', loadSchema);
  return (
    <form {...form} className="grid gap-4">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field
        {...field('email')}
        label={t('email')}
        error={isFaulty('email') ? t('fault.email') : undefined}
        type="email"
        autoComplete="username"
        required
      />
      <Field
        {...field('password')}
        label={t('password')}
        error={isFaulty('password') ? t('fault.currentPassword') : undefined}
        type="password"
        autoComplete="current-password"
        required
      />
      <FormProblem problem={state.problem} />
      <Button pending={pending}>{t('signIn')}</Button>
    </form>
  );
}
