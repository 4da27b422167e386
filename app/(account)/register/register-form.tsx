'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { registerAction } from './actions.ts';
import type { RegisterField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).registration;

export function RegisterForm({ formKey, callbackUrl }: { formKey: string; callbackUrl: string }) {
  const t = useTranslations('forms');
  const { state, pending, form, field, isFaulty } = useActionForm<RegisterField>(registerAction, formKey, loadSchema);
  const fault = (name: RegisterField) => (isFaulty(name) ? t(`fault.${name}`) : undefined);
  return (
    <form {...form} className="grid gap-4">
      <input type="hidden" name="key" value={state.key} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field {...field('name')} label={t('name')} error={fault('name')} autoComplete="name" required />
      <Field {...field('email')} label={t('email')} error={fault('email')} type="email" autoComplete="email" required />
      <Field
        {...field('password')}
        label={t('password')}
        hint={t('passwordHint')}
        error={fault('password')}
        type="password"
        autoComplete="new-password"
        required
      />
      <FormProblem problem={state.problem} />
      <Button pending={pending}>{t('register')}</Button>
    </form>
  );
}
