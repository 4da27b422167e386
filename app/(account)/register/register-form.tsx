'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { registerAction } from './actions.ts';
import { type RegisterField, registerForm } from './schema.ts';

export function RegisterForm({ formKey }: { formKey: string }) {
  const t = useTranslations('forms');
  const { state, pending, form, field, isFaulty } = useActionForm<RegisterField>(registerAction, formKey, registerForm);
  const fault = (name: RegisterField) => (isFaulty(name) ? t(`fault.${name}`) : undefined);
  return (
    <form {...form} className="grid gap-4">
      <input type="hidden" name="key" value={state.key} />
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
      <Field {...field('phone')} label={t('phone')} error={fault('phone')} type="tel" autoComplete="tel" />
      <Field {...field('address')} label={t('address')} error={fault('address')} autoComplete="street-address" />
      <FormProblem problem={state.problem} />
      <Button pending={pending}>{t('register')}</Button>
    </form>
  );
}
