import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { PageLink } from '#components/ui/page-link';
import { may } from '#lib/accounts/roles';
import { readOfficeCatalogue } from '#lib/office/catalogue';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { OfficeForm } from '../../../_office/office-form.tsx';
import { requireStaff } from '../../../_office/require-staff.ts';
import { archiveProductAction, editProductAction } from '../actions.ts';
import { ShownWith } from '../form-controls.tsx';
import { ProductFields } from '../product-fields.tsx';
import { textsOf } from '../product-form.ts';
import { stateOf } from '../product-state.ts';
import { formSettings } from '../settings.ts';
import { StateBadge } from '../state-badge.tsx';
import { Photo } from './photo.tsx';
import { ProductFacts } from './product-facts.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('catalogue') };
}

const faults = ['missing', 'too-large', 'unreadable', 'too-many-pixels'] as const;

export default async function ProductPage({ params, searchParams }: PageProps<'/office/catalogue/[productId]'>) {
  const productId = decodeURIComponent((await params).productId);
  const user = await requireStaff('catalogue.read', `/office/catalogue/${encodeURIComponent(productId)}`);
  const { added } = await searchParams;
  const [t, locale, settings, products] = await Promise.all([
    getTranslations('catalogue'),
    getLocale(),
    formSettings(),
    readOfficeCatalogue(user),
  ]);
  const product = products?.find((one) => one.productId === productId);
  if (!product) notFound();
  const mayEdit = may(user.role, 'catalogue.edit');
  const texts = textsOf(product, settings);
  const fault = faults.find((one) => one === added);
  return (
    <div className="grid max-w-3xl gap-8">
      <header>
        <PageLink href="/office/catalogue" className="inline-flex min-h-11 items-center text-quiet hover:underline">
          ← {t('form.back')}
        </PageLink>
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h1 className="text-head font-strong wrap-anywhere">
            {product.name[locale] ?? Object.values(product.name)[0] ?? productId}
          </h1>
          <StateBadge state={stateOf(product, new Date())} />
        </div>
        {added !== undefined && (
          <p role="status" className="mt-3 border-l-2 border-good pl-3">
            {t('form.added')}
          </p>
        )}
        {fault && (
          <p role="alert" className="mt-3 border-l-2 border-bad pl-3">
            {t(`photo.${fault}`)}
          </p>
        )}
      </header>
      {mayEdit ? (
        <>
          <Photo product={product} />
          <OfficeForm
            action={editProductAction}
            formKey={newFormKey()}
            submit={t('form.save')}
            className="grid gap-8 sm:[&>button]:justify-self-start"
          >
            <input type="hidden" name="productId" value={productId} />
            <ShownWith texts={texts} />
            <ProductFields
              settings={settings}
              texts={texts}
              categories={[...new Set(products?.map(({ category }) => category))]}
            />
          </OfficeForm>
          <section aria-labelledby="archive" className="grid gap-3 border-t border-rule pt-6">
            <h2 id="archive" className="text-title font-strong">
              {t('archive.title')}
            </h2>
            <p className="max-w-[68ch] text-quiet">{t(product.archived ? 'archive.isArchived' : 'archive.lead')}</p>
            <OfficeForm
              action={archiveProductAction}
              formKey={newFormKey()}
              submit={t(product.archived ? 'archive.restore' : 'archive.archive')}
              variant="outline"
              className="grid justify-items-start gap-3"
            >
              <input type="hidden" name="productId" value={productId} />
              <input type="hidden" name="archived" value={String(!product.archived)} />
            </OfficeForm>
          </section>
        </>
      ) : (
        <ProductFacts product={product} />
      )}
    </div>
  );
}
