import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Field } from '#components/ui/field';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import { shopToday } from '#lib/office/days';
import { reportLiabilitiesOf } from '#lib/office/ledger';
import { readPeople } from '#lib/office/people';
import { pageOrNotFound } from '../../../../_shell/paging.ts';
import { dayIn } from '../../../_office/day-in.ts';
import { requireStaff } from '../../../_office/require-staff.ts';
import { WideTable } from '../../../_office/wide-table.tsx';
import { ReportsHeader } from '../reports-header.tsx';

const CUSTOMERS_SHOWN = 100;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.reports.kinds');
  return { title: t('liabilities') };
}

/** What the shop owed its customers at the end of a day, and to whom; today it is what it owes now. */
export default async function LiabilitiesPage({ searchParams }: PageProps<'/office/reports/liabilities'>) {
  const user = await requireStaff('reports.read', '/office/reports/liabilities');
  const day = dayIn(await searchParams);
  const [t, locale, { currency, total, count, customers }] = await Promise.all([
    getTranslations('office.reports'),
    getLocale(),
    pageOrNotFound(reportLiabilitiesOf(user, day, CUSTOMERS_SHOWN)),
  ]);
  const people = await readPeople(customers.map(({ userId }) => userId));
  return (
    <div className="grid grid-cols-1 gap-6">
      <ReportsHeader current="liabilities">
        <form className="flex items-end gap-2 print:hidden">
          <Field name="day" type="date" label={t('endOf')} defaultValue={day} max={shopToday()} />
          <Button variant="outline">{t('show')}</Button>
        </form>
      </ReportsHeader>
      <dl>
        <dt className="text-note text-quiet">{t('owedTo', { count })}</dt>
        <dd className="text-head leading-tight font-medium sm:text-figure">
          <Money amount={total} currency={currency} locale={locale} />
        </dd>
      </dl>
      {customers.length > 0 && (
        <section aria-labelledby="owed" className="max-w-2xl">
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <h2 id="owed" className="text-title font-strong">
              {t('customers')}
            </h2>
            <ButtonLink
              href={`/office/reports/liabilities/export?day=${day}`}
              download
              prefetch={false}
              variant="outline"
              className="print:hidden"
            >
              {t('csv')}
            </ButtonLink>
          </div>
          <WideTable label={t('kinds.liabilities')} isNarrow>
            <thead className="text-left text-quiet">
              <tr>
                <th scope="col" className="py-2 pr-4 font-medium">
                  {t('customer')}
                </th>
                <th scope="col" className="py-2 text-right font-medium">
                  {t('amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {customers.map(({ userId, balance }) => (
                <tr key={userId} className="border-t border-rule hover:bg-tint">
                  <td className="py-1 pr-4">
                    <PageLink
                      href={`/office/customers/${userId}`}
                      className="inline-flex min-h-10 items-center font-medium wrap-anywhere hover:underline"
                    >
                      {people.get(userId)?.name ?? userId.slice(-8)}
                    </PageLink>
                  </td>
                  <td className="py-1 text-right">
                    <Money amount={balance} currency={currency} locale={locale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </WideTable>
          {count > customers.length && (
            <p className="mt-2 text-quiet">{t('more', { count: count - customers.length })}</p>
          )}
        </section>
      )}
    </div>
  );
}
