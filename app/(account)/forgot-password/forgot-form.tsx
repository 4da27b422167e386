'use client';

import { useTranslations } from 'next-intl';
import { EmailField } from '../../_forms/credential-fields.tsx';
import { FormFrame } from '../../_forms/form-frame.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { forgotAction } from './actions.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).forgottenBody;

export function ForgotForm() {
  const t = useTranslations('account');
  const { state, frame, field } = useActionForm<'email', { email: string }>(forgotAction, '', loadSchema);
  return (
    <FormFrame
      {...frame}
      submit={t('sendLink')}
      result={
        <div role="status">
          {state.result && (
            <p className="border-l-2 border-good pl-3 wrap-anywhere">{t('linkSent', { email: state.result.email })}</p>
          )}
        </div>
      }
    >
      <EmailField {...field('email')} />
    </FormFrame>
  );
}
