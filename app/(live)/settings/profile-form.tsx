'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useActionForm } from '../../_forms/use-action-form.ts';
import { saveProfileAction } from './actions.ts';
import type { ProfileField } from './fields.ts';

const loadSchema = async () => (await import('#lib/accounts/schemas')).profileBody;

/** What a person says of themselves. */
export function ProfileForm({ person }: { person: Record<ProfileField, string> }) {
  const t = useTranslations('settings.person');
  const forms = useTranslations('forms');
  const { state, pending, form, field, isFaulty } = useActionForm<ProfileField, true>(
    saveProfileAction,
    '',
    loadSchema,
  );
  const input = (name: ProfileField) => ({
    ...field(name),
    defaultValue: state.values[name] ?? person[name],
    label: t(name),
    error: isFaulty(name) ? forms(`fault.${name}`) : undefined,
  });
  return (
    <form {...form} className="grid max-w-md gap-4">
      <Field {...input('name')} autoComplete="name" required />
      <Field {...input('phone')} type="tel" autoComplete="tel" />
      <Field {...input('address')} autoComplete="street-address" />
      <FormProblem problem={state.problem} />
      <div className="flex flex-wrap items-center gap-x-4">
        <Button pending={pending}>{t('save')}</Button>
        <p role="status" className="font-medium text-good">
          {state.result && t('saved')}
        </p>
      </div>
    </form>
  );
}
