import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageLink } from '#components/ui/page-link';
import { readOfficeCatalogue } from '#lib/office/catalogue';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { OfficeForm } from '../../../_office/office-form.tsx';
import { requireStaff } from '../../../_office/require-staff.ts';
import { addProductAction } from '../actions.ts';
import { PhotoField } from '../photo-field.tsx';
import { ProductFields } from '../product-fields.tsx';
import { formSettings } from '../settings.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('catalogue');
  return { title: t('new') };
}

export default async function NewProductPage() {
  const user = await requireStaff('catalogue.edit', '/office/catalogue/new');
  const [t, settings, products] = await Promise.all([
    getTranslations('catalogue'),
    formSettings(),
    readOfficeCatalogue(user),
  ]);
  const categories = [...new Set((products ?? []).map(({ category }) => category))];
  return (
    <div className="max-w-3xl">
      <PageLink href="/office/catalogue" className="inline-flex min-h-11 items-center text-quiet hover:underline">
        ← {t('form.back')}
      </PageLink>
      <h1 className="mb-4 text-head font-strong">{t('new')}</h1>
      <OfficeForm
        action={addProductAction}
        formKey={newFormKey()}
        submit={t('form.add')}
        className="grid gap-8 sm:[&>button]:justify-self-start"
      >
        <ProductFields settings={settings} texts={{ category: categories[0] ?? 'other' }} categories={categories} />
        <fieldset className="grid min-w-0 gap-3">
          <legend className="mb-3 text-title font-strong">{t('photo.title')}</legend>
          <p className="text-quiet">{t('photo.lead')}</p>
          <PhotoField label={t('photo.choose')} tooLarge={t('photo.too-large')} />
        </fieldset>
      </OfficeForm>
    </div>
  );
}
