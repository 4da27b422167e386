'use client';

import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { FormFrame } from '../../_forms/form-frame.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { saveProfileAction } from './actions.ts';
import type { ProfileField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).profileBody;

/** What a person says of themselves. */
export function ProfileForm({ person }: { person: Record<ProfileField, string> }) {
  const t = useTranslations('settings.person');
  const forms = useTranslations('forms');
  const { state, frame, field } = useActionForm<ProfileField, true>(saveProfileAction, '', loadSchema);
  const input = (name: ProfileField) => ({
    ...field(name),
    defaultValue: state.values[name] ?? person[name],
    label: t(name),
    error: forms(`fault.${name}`),
  });
  return (
    <FormFrame
      {...frame}
      submit={t('save')}
      isCompact
      result={
        <p role="status" className="font-medium text-good empty:absolute">
          {state.result && t('saved')}
        </p>
      }
    >
      <Field {...input('name')} autoComplete="name" required />
      <Field {...input('phone')} type="tel" autoComplete="tel" />
      <Field {...input('address')} autoComplete="street-address" />
    </FormFrame>
  );
}
