'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useActionForm } from '../../../_forms/use-action-form.ts';
import { changePasswordAction } from './actions.ts';
import type { PasswordField } from './schema.ts';

const loadSchema = async () => (await import('./schema.ts')).passwordForm;

/** Changes the password, which requires the current one. */
export function PasswordForm() {
  const t = useTranslations('settings.password');
  const forms = useTranslations('forms');
  const { state, pending, form, field, isFaulty } = useActionForm<PasswordField, true>(
    changePasswordAction,
    '',
    loadSchema,
  );
  return (
    <form {...form} className="grid max-w-md gap-4">
      <Field
        {...field('currentPassword')}
        label={t('current')}
        error={isFaulty('currentPassword') ? t('wrong') : undefined}
        type="password"
        autoComplete="current-password"
        required
      />
      <Field
        {...field('password')}
        label={t('next')}
        hint={forms('passwordHint')}
        error={isFaulty('password') ? forms('fault.password') : undefined}
        type="password"
        autoComplete="new-password"
        required
      />
      <FormProblem problem={state.problem} />
      <Button pending={pending} className="justify-self-start">
        {t('submit')}
      </Button>
      <p role="status" className="font-medium text-good empty:absolute">
        {state.result && t('done')}
      </p>
    </form>
  );
}
