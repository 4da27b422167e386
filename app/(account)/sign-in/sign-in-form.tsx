'use client';

import { useTranslations } from 'next-intl';
import { CurrentPasswordField, EmailField } from '../../_forms/credential-fields.tsx';
import { FormFrame } from '../../_forms/form-frame.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { signInAction } from './actions.ts';
import type { SignInField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).credentialsBody;

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  const t = useTranslations('forms');
  const { frame, field } = useActionForm<SignInField>(signInAction, '', loadSchema);
  return (
    <FormFrame {...frame} submit={t('signIn')}>
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <EmailField {...field('email')} />
      <CurrentPasswordField {...field('password')} />
    </FormFrame>
  );
}
