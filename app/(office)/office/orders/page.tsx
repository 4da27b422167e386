import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { OrderBadge } from '#components/orders/order-badge';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { OlderLink } from '#components/ui/older-link';
import { PageLink } from '#components/ui/page-link';
import { may } from '#lib/accounts/roles';
import { shortestFormat } from '#lib/i18n/formats';
import { listOrders } from '#lib/office/orders';
import { cursorOf, pageOrNotFound } from '../../../_shell/paging.ts';
import { requireStaff } from '../../_office/require-staff.ts';
import { WideTable } from '../../_office/wide-table.tsx';
import { filterOf, queryOf } from './filter.ts';
import { FilterForm } from './filter-form.tsx';

const PATH = '/office/orders';
const ORDERS_PER_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('orders') };
}

/** The orders of all customers. */
export default async function OrdersPage({ searchParams }: PageProps<'/office/orders'>) {
  const user = await requireStaff('orders.read', PATH);
  const params = await searchParams;
  const filter = filterOf(params);
  const query = queryOf(filter);
  const isFiltered = Object.keys(query).length > 0;
  const [t, sections, order, format, locale, { items, nextCursor }] = await Promise.all([
    getTranslations('office.orders'),
    getTranslations('office.sections'),
    getTranslations('order'),
    getFormatter(),
    getLocale(),
    pageOrNotFound(listOrders(user, filter, { limit: ORDERS_PER_PAGE, cursor: cursorOf(params) })),
  ]);
  return (
    <>
      <h1 className="text-head font-strong">{sections('orders')}</h1>
      <p className="mt-1 mb-4 text-quiet">{t('lead')}</p>
      <div className="mb-4 flex flex-wrap items-end gap-2">
        <FilterForm filter={filter} />
        {may(user.role, 'reports.read') && (
          <ButtonLink href={`${PATH}/export?${new URLSearchParams(query)}`} download prefetch={false} variant="outline">
            {t('csv')}
          </ButtonLink>
        )}
      </div>
      {items.length === 0 ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3 text-quiet">
          <p>{t(isFiltered ? 'none' : 'empty')}</p>
          {isFiltered && (
            <ButtonLink href={PATH} variant="outline">
              {t('showAll')}
            </ButtonLink>
          )}
        </div>
      ) : (
        <WideTable label={sections('orders')}>
          <thead className="text-left text-quiet">
            <tr>
              {(['number', 'time', 'customer', 'items', 'status', 'fulfilment'] as const).map((column) => (
                <th key={column} scope="col" className="py-2 pr-4 font-medium">
                  {t(column)}
                </th>
              ))}
              <th scope="col" className="py-2 text-right font-medium">
                {t('total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.orderId} className="border-t border-rule hover:bg-tint">
                <td className="py-1 pr-4">
                  <PageLink
                    href={`${PATH}/${one.orderId}`}
                    prefetch={false}
                    aria-label={t('openOrder', { number: one.number ?? '–', name: one.customerName ?? t('nobody') })}
                    className="figures inline-flex min-h-10 min-w-10 items-center text-body font-strong underline underline-offset-4"
                  >
                    {one.number ?? '–'}
                  </PageLink>
                </td>
                <td className="figures py-1 pr-4 whitespace-nowrap">
                  {format.dateTime(new Date(one.createdAt), shortestFormat(new Date(one.createdAt)))}
                </td>
                <td className="max-w-40 truncate py-1 pr-4">{one.customerName ?? t('nobody')}</td>
                <td className="max-w-60 truncate py-1 pr-4">
                  {one.items.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')}
                </td>
                <td className="py-1 pr-4">
                  <OrderBadge status={one.status} />
                </td>
                <td className="py-1 pr-4">{one.fulfilment && order(`fulfilment.${one.fulfilment}`)}</td>
                <td className="py-1 text-right">
                  <Money amount={one.total} currency={one.currency} locale={locale} />
                  {one.refunded > 0 && (
                    <span className="block text-quiet">
                      <Money amount={-one.refunded} currency={one.currency} locale={locale} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <OlderLink path={PATH} query={query} cursor={nextCursor} label={t('older')} />
    </>
  );
}
