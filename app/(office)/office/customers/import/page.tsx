import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageLink } from '#components/ui/page-link';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { OfficeForm } from '../../../_office/office-form.tsx';
import { requireStaff } from '../../../_office/require-staff.ts';
import { importAction } from './actions.ts';
import { FileField } from './file-field.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.import');
  return { title: t('title') };
}

export default async function ImportPage() {
  await requireStaff('customers.edit', '/office/customers/import');
  const [t, sections] = await Promise.all([getTranslations('office.import'), getTranslations('office.sections')]);
  return (
    <div className="grid max-w-xl gap-4">
      <p>
        <PageLink href="/office/customers" className="inline-flex min-h-11 items-center underline underline-offset-4">
          {sections('customers')}
        </PageLink>
      </p>
      <h1 className="text-head font-strong">{t('title')}</h1>
      <div className="grid gap-2 text-quiet">
        <p>{t('lead')}</p>
        <p>{t('columns')}</p>
        <p>{t('repeat')}</p>
      </div>
      <OfficeForm action={importAction} formKey={newFormKey()} submit={t('submit')}>
        <FileField label={t('file')} error={t('fileFault')} />
        <label className="flex min-h-11 items-center gap-3">
          <input type="checkbox" name="links" className="size-4 shrink-0" />
          {t('links')}
        </label>
      </OfficeForm>
    </div>
  );
}
