import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { PageLink } from '#components/ui/page-link';
import { listClosedDays, shopToday } from '#lib/office/days';
import { pageOrNotFound } from '../../../_shell/paging.ts';
import { dayIn } from '../../_office/day-in.ts';
import { requireStaff } from '../../_office/require-staff.ts';
import { WideTable } from '../../_office/wide-table.tsx';
import { DayReport } from './day-report.tsx';
import { ReportsHeader } from './reports-header.tsx';

const CLOSES_SHOWN = 31;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.sections');
  return { title: t('reports') };
}

/** A day of the shop, today unless another is asked for, and the days that were closed. */
export default async function ReportsPage({ searchParams }: PageProps<'/office/reports'>) {
  const user = await requireStaff('reports.read', '/office/reports');
  const day = dayIn(await searchParams);
  const [t, closes] = await Promise.all([
    getTranslations('office.reports'),
    pageOrNotFound(listClosedDays(user, CLOSES_SHOWN)),
  ]);
  return (
    <div className="grid grid-cols-1 gap-8">
      <ReportsHeader current="days">
        <form className="flex items-end gap-2 print:hidden">
          <Field name="day" type="date" label={t('other')} defaultValue={day} max={shopToday()} />
          <Button variant="outline">{t('show')}</Button>
        </form>
      </ReportsHeader>
      <DayReport day={day} user={user} />
      <section aria-labelledby="closes" className="print:hidden">
        <h2 id="closes" className="mb-2 text-title font-strong">
          {t('closes')}
        </h2>
        {closes.length === 0 ? (
          <p className="text-quiet">{t('noCloses')}</p>
        ) : (
          <WideTable label={t('closes')}>
            <thead className="text-left text-quiet">
              <tr>
                <th scope="col" className="py-2 pr-4 font-medium">
                  {t('number', { number: '' })}
                </th>
                <th scope="col" className="py-2 pr-4 font-medium">
                  {t('day')}
                </th>
                <th scope="col" className="py-2 font-medium">
                  {t('hash')}
                </th>
              </tr>
            </thead>
            <tbody>
              {closes.map((close) => (
                <tr key={close.number} className="figures border-t border-rule">
                  <td className="py-2 pr-4">{close.number}</td>
                  <td className="py-2 pr-4">
                    <PageLink href={`/office/reports?day=${close.day}`} className="underline underline-offset-4">
                      {close.day}
                    </PageLink>
                  </td>
                  <td className="py-2">{close.hash.slice(0, 16)}…</td>
                </tr>
              ))}
            </tbody>
          </WideTable>
        )}
      </section>
    </div>
  );
}
