'use client';

import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { EmailField, NewPasswordField } from '../../_forms/credential-fields.tsx';
import { FormFrame } from '../../_forms/form-frame.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { registerAction } from './actions.ts';
import type { RegisterField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).registration;

export function RegisterForm({ formKey, callbackUrl }: { formKey: string; callbackUrl: string }) {
  const t = useTranslations('forms');
  const { frame, field } = useActionForm<RegisterField>(registerAction, formKey, loadSchema);
  return (
    <FormFrame {...frame} submit={t('register')}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field {...field('name')} label={t('name')} error={t('fault.name')} autoComplete="name" required />
      <EmailField {...field('email')} autoComplete="email" />
      <NewPasswordField {...field('password')} />
    </FormFrame>
  );
}
