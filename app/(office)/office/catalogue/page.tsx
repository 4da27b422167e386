import clsx from 'clsx';
import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getFormatter, getLocale, getMessages, getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { Empty } from '#components/ui/empty';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import { may } from '#lib/accounts/roles';
import { type OfficeProduct, readOfficeCatalogue } from '#lib/office/catalogue';
import { requireStaff } from '../../_office/require-staff.ts';
import { categoryNames } from './category-name.ts';
import { filterOf, matches } from './filter.ts';
import { FilterForm } from './filter-form.tsx';
import { ProductOrder } from './product-order.tsx';
import { isLater, stateOf } from './product-state.ts';
import { StateBadge } from './state-badge.tsx';
import { Thumbnail } from './thumbnail.tsx';

const PATH = '/office/catalogue';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('catalogue') };
}

export default async function CataloguePage({ searchParams }: PageProps<'/office/catalogue'>) {
  const user = await requireStaff('catalogue.read', PATH);
  const filter = filterOf(await searchParams);
  const [t, sections, locale, messages, nameOf, products] = await Promise.all([
    getTranslations('catalogue'),
    getTranslations('office.sections'),
    getLocale(),
    getMessages(),
    categoryNames(),
    readOfficeCatalogue(user),
  ]);
  const all = products ?? [];
  const mayEdit = may(user.role, 'catalogue.edit');
  const now = new Date();
  const found = all.filter((product) => matches(product, filter, now));
  const titleOf = ({ name, productId }: OfficeProduct) => name[locale] ?? Object.values(name)[0] ?? productId;
  return (
    <div className="grid max-w-5xl gap-4">
      <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
        <div>
          <h1 className="text-head font-strong">{sections('catalogue')}</h1>
          <p className="mt-1 text-quiet">{t('lead')}</p>
        </div>
        {mayEdit && all.length > 0 && <ButtonLink href={`${PATH}/new`}>{t('new')}</ButtonLink>}
      </header>
      {all.length === 0 ? (
        mayEdit ? (
          <Empty text={t('empty')} action={t('new')} href={`${PATH}/new`} />
        ) : (
          <p className="text-lead text-quiet">{t('empty')}</p>
        )
      ) : (
        <>
          <FilterForm
            filter={filter}
            categories={[...new Set(all.map(({ category }) => category))].map((value) => ({
              value,
              name: nameOf(value),
            }))}
          />
          <p className="text-note text-quiet">{t('found', { count: found.length })}</p>
          {found.length === 0 ? (
            <div className="grid justify-items-start gap-4">
              <p className="text-lead text-quiet">{t('none')}</p>
              <ButtonLink href={PATH} variant="outline">
                {t('showAll')}
              </ButtonLink>
            </div>
          ) : (
            <NextIntlClientProvider messages={{ forms: messages.forms, catalogue: messages.catalogue }}>
              <ProductOrder
                mayEdit={mayEdit}
                next={all[all.lastIndexOf(found.at(-1) as OfficeProduct) + 1]?.productId ?? null}
                rows={found.map((product) => ({
                  productId: product.productId,
                  name: titleOf(product),
                  content: (
                    <Row product={product} title={titleOf(product)} category={nameOf(product.category)} now={now} />
                  ),
                }))}
              />
            </NextIntlClientProvider>
          )}
        </>
      )}
    </div>
  );
}

interface RowProps {
  product: OfficeProduct;
  title: string;
  category: string;
  now: Date;
}

/** A product in one row: what it is, what it costs, how many are left, whether it can be ordered. */
async function Row({ product, title, category, now }: RowProps) {
  const { productId, name, price, currency, stock, soldOutUntil } = product;
  const [t, format, locale] = await Promise.all([getTranslations('catalogue'), getFormatter(), getLocale()]);
  const others = Object.values(name).filter((text) => text !== title);
  const state = stateOf(product, now);
  return (
    <PageLink
      href={`${PATH}/${encodeURIComponent(productId)}`}
      className={clsx(
        'grid min-w-0 flex-1 grid-cols-[2.75rem_minmax(0,1fr)_auto] items-center gap-x-3 py-1.5 hover:bg-tint sm:grid-cols-[2.75rem_minmax(0,1fr)_6rem_6rem_9rem]',
        state === 'archived' && 'text-quiet',
      )}
    >
      <Thumbnail {...product} />
      <span className="min-w-0">
        <span className="block truncate font-medium">{title}</span>
        <span className="block truncate text-note text-quiet">{[category, ...others].join(' · ')}</span>
      </span>
      <Money amount={price} currency={currency} locale={locale} className="text-right" />
      <span className="max-sm:col-span-2 max-sm:col-start-2 max-sm:flex max-sm:justify-between sm:contents">
        <span className="text-note text-quiet sm:text-right">
          {stock === null ? <span className="max-sm:hidden">{t('uncounted')}</span> : t('left', { count: stock })}
        </span>
        <span>
          <StateBadge state={state} />
          {state === 'sold-out' && isLater(soldOutUntil, now) && (
            <span className="block text-note text-quiet">
              {t('until', { time: format.dateTime(new Date(soldOutUntil), 'dayAndTime') })}
            </span>
          )}
        </span>
      </span>
    </PageLink>
  );
}
