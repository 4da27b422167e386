'use client';

import { useTranslations } from 'next-intl';
import { NewPasswordField } from '../../_forms/credential-fields.tsx';
import { FormFrame } from '../../_forms/form-frame.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { resetAction } from './actions.ts';

const loadSchema = async () => (await import('./schema.ts')).resetForm;

export function ResetForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const { frame, field } = useActionForm<'password'>(resetAction, '', loadSchema);
  return (
    <FormFrame {...frame} submit={t('setPassword')}>
      <input type="hidden" name="token" value={token} />
      <NewPasswordField {...field('password')} label={t('newPassword')} />
    </FormFrame>
  );
}
