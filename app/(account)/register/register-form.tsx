'use client';

import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { EmailField, NewPasswordField } from '../../_forms/credential-fields.tsx';
import { FormFrame } from '../../_forms/form-frame.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { registerAction } from './actions.ts';
import type { RegisterField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).registration;

interface RegisterFormProps {
  formKey: string;
  callbackUrl: string;
  /** The invitation that the visitor came with; it is good for its address only. */
  invitation: { secret: string; email: string } | null;
}

export function RegisterForm({ formKey, callbackUrl, invitation }: RegisterFormProps) {
  const t = useTranslations('forms');
  const { frame, field } = useActionForm<RegisterField>(
    registerAction,
    formKey,
    loadSchema,
    invitation ? { email: invitation.email } : {},
  );
  return (
    <FormFrame {...frame} submit={t('register')}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {invitation && <input type="hidden" name="invitation" value={invitation.secret} />}
      <Field {...field('name')} label={t('name')} error={t('fault.name')} autoComplete="name" required />
      <EmailField {...field('email')} autoComplete="email" readOnly={invitation !== null} />
      <NewPasswordField {...field('password')} />
    </FormFrame>
  );
}
