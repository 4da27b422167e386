'use client';

import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { FormFrame } from '../../../_forms/form-frame.tsx';
import { useActionForm } from '../../../_forms/use-action-form.ts';
import { makeTokenAction } from './actions.ts';
import { CopyButton } from './copy-button.tsx';

const loadSchema = async () => (await import('./schema.ts')).tokenForm;

/** Creates an API token and shows it once. */
export function TokenForm({ formKey }: { formKey: string }) {
  const t = useTranslations('settings.tokens');
  const { state, frame, field } = useActionForm<'name', { name: string; token: string | null }>(
    makeTokenAction,
    formKey,
    loadSchema,
  );
  const { result } = state;
  return (
    <div className="grid gap-4">
      <FormFrame {...frame} submit={t('create')} variant="outline" isCompact>
        <Field
          {...field('name')}
          id="token-name"
          label={t('name')}
          hint={t('nameHint')}
          error={t('nameFault')}
          autoComplete="off"
          required
        />
      </FormFrame>
      <div role="status" className="empty:absolute">
        {result?.token && (
          <div className="grid gap-2 rounded-control border border-accent bg-tint p-4">
            <p className="font-medium wrap-anywhere">
              {t('token')}: {result.name}
            </p>
            <p className="figures wrap-anywhere select-all">{result.token}</p>
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <p className="text-note text-quiet">{t('once')}</p>
              <CopyButton text={result.token} label={t('copy')} done={t('copied')} />
            </div>
          </div>
        )}
        {result && !result.token && <p className="text-bad">{t('notCreated')}</p>}
      </div>
    </div>
  );
}
