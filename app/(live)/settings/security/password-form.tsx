'use client';

import { useTranslations } from 'next-intl';
import { CurrentPasswordField, NewPasswordField } from '../../../_forms/credential-fields.tsx';
import { FormFrame } from '../../../_forms/form-frame.tsx';
import { useActionForm } from '../../../_forms/use-action-form.ts';
import { changePasswordAction } from './actions.ts';
import type { PasswordField } from './schema.ts';

const loadSchema = async () => (await import('./schema.ts')).passwordForm;

/** Changes the password, which requires the current one. */
export function PasswordForm() {
  const t = useTranslations('settings.password');
  const { state, frame, field } = useActionForm<PasswordField, true>(changePasswordAction, '', loadSchema);
  return (
    <FormFrame
      {...frame}
      submit={t('submit')}
      isCompact
      result={
        <p role="status" className="font-medium text-good empty:absolute">
          {state.result && t('done')}
        </p>
      }
    >
      <CurrentPasswordField {...field('currentPassword')} label={t('current')} error={t('wrong')} />
      <NewPasswordField {...field('password')} label={t('next')} />
    </FormFrame>
  );
}
