import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Card } from '#components/ui/card';
import { Field } from '#components/ui/field';
import { Money } from '#components/ui/money';
import { may } from '#lib/accounts/roles';
import { fitsDatev } from '#lib/office/datev';
import { shopToday } from '#lib/office/days';
import { reportSales, salesGroups } from '#lib/office/sales';
import { shopCurrency } from '#lib/shop/currency';
import { pageOrNotFound } from '../../../../_shell/paging.ts';
import { requireStaff } from '../../../_office/require-staff.ts';
import { daysOf } from '../days.ts';
import { ReportsHeader } from '../reports-header.tsx';
import { SalesTable } from '../sales-table.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.reports.kinds');
  return { title: t('sales') };
}

/** What some days of the shop sold, by product, by category and by hour, and their bookings for DATEV. */
export default async function SalesPage({ searchParams }: PageProps<'/office/reports/sales'>) {
  const user = await requireStaff('reports.read', '/office/reports/sales');
  const days = daysOf(await searchParams);
  const locale = await getLocale();
  const [t, currency, sales] = await Promise.all([
    getTranslations('office.reports'),
    shopCurrency(),
    pageOrNotFound(reportSales(user, days, locale)),
  ]);
  const span = new URLSearchParams({ ...days });
  const total = sales.product.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <div className="grid grid-cols-1 gap-8">
      <ReportsHeader current="sales">
        <form className="grid items-end gap-2 sm:flex print:hidden">
          <Field name="from" type="date" label={t('from')} defaultValue={days.from} max={shopToday()} />
          <Field name="to" type="date" label={t('to')} defaultValue={days.to} max={shopToday()} />
          <Button variant="outline">{t('show')}</Button>
        </form>
      </ReportsHeader>
      <dl>
        <dt className="text-note text-quiet">{t('revenue')}</dt>
        <dd className="text-head leading-tight font-medium sm:text-figure">
          <Money amount={total} currency={currency} locale={locale} />
        </dd>
      </dl>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {salesGroups.map((by) => (
          <Card key={by} aria-labelledby={`by-${by}`}>
            <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
              <h2 id={`by-${by}`} className="text-title font-strong">
                {t(`by.${by}`)}
              </h2>
              <ButtonLink
                href={`/office/reports/sales/export?${span}&by=${by}`}
                download
                prefetch={false}
                variant="outline"
                aria-label={`${t('csv')}: ${t(`by.${by}`)}`}
                className="print:hidden"
              >
                {t('csv')}
              </ButtonLink>
            </div>
            <SalesTable by={by} sales={sales[by]} currency={currency} locale={locale} />
          </Card>
        ))}
      </div>
      {may(user.role, 'ledger.read') && (
        <section aria-labelledby="datev" className="max-w-xl print:hidden">
          <h2 id="datev" className="text-title font-strong">
            {t('datev')}
          </h2>
          {fitsDatev(days, currency) ? (
            <>
              <p className="mb-3 text-quiet">{t('datevLead')}</p>
              <ButtonLink href={`/office/reports/datev?${span}`} download prefetch={false} variant="outline">
                {t('datevFile')}
              </ButtonLink>
            </>
          ) : (
            <p className="text-quiet">{t('datevNot')}</p>
          )}
        </section>
      )}
    </div>
  );
}
