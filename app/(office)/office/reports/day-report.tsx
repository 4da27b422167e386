import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { Card } from '#components/ui/card';
import { Money } from '#components/ui/money';
import { PrintButton } from '#components/ui/print-button';
import { may } from '#lib/accounts/roles';
import type { CurrentUser } from '#lib/auth/session';
import { countable, type DayView, methods, oneDay, readDay } from '#lib/office/days';
import { readPeople } from '#lib/office/people';
import { reportSales } from '#lib/office/sales';
import { newFormKey } from '../../../_forms/form-key.ts';
import { pageOrNotFound } from '../../../_shell/paging.ts';
import { OfficeField, OfficeForm } from '../../_office/office-form.tsx';
import { closeDayAction } from './actions.ts';
import { SalesTable } from './sales-table.tsx';

/** One day: what came in by method and what was counted, what was sold, and the form that closes it. */
export async function DayReport({ day, user }: { day: string; user: CurrentUser }) {
  const locale = await getLocale();
  const [t, format, view, sales] = await Promise.all([
    getTranslations('office.reports'),
    getFormatter(),
    pageOrNotFound(readDay(user, day)),
    pageOrNotFound(reportSales(user, oneDay(day), locale)),
  ]);
  const named = format.dateTime(new Date(`${day}T12:00:00Z`), 'day', { timeZone: 'UTC' });
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card aria-labelledby="money" className="grid gap-4">
        <div>
          <h2 id="money" className="text-title font-strong">
            {t(view.state === 'open' ? 'open' : 'closedTitle', { day: named })}
          </h2>
          <p className="text-quiet">{view.state === 'open' ? t('openLead') : t('number', { number: view.number })}</p>
        </div>
        <MoneyTable view={view} locale={locale} />
        {view.state === 'closed' && <Seal view={view} />}
        {view.state === 'open' && may(user.role, 'days.close') && (
          <OfficeForm
            action={closeDayAction}
            formKey={newFormKey()}
            submit={t('close')}
            className="grid gap-4 print:hidden"
          >
            <p className="text-quiet">{t('closeLead')}</p>
            <input type="hidden" name="day" value={day} />
            {countable.map((method) => (
              <OfficeField
                key={method}
                name={method}
                label={`${t('counted')}: ${t(`methods.${method}`)}`}
                error={t('fault')}
                prefix={view.currency}
                inputMode="decimal"
                autoComplete="off"
              />
            ))}
            <OfficeField name="reason" label={t('reason')} hint={t('reasonHint')} />
          </OfficeForm>
        )}
      </Card>
      <Card aria-labelledby="sales">
        <h2 id="sales" className="mb-3 text-title font-strong">
          {t('sales')}
        </h2>
        <SalesTable by="product" sales={sales.product} currency={view.currency} locale={locale} />
      </Card>
    </div>
  );
}

async function MoneyTable({ view, locale }: { view: DayView; locale: string }) {
  const t = await getTranslations('office.reports');
  const counted = view.state === 'closed' ? view.counted : null;
  const money = (amount: number) => <Money amount={amount} currency={view.currency} locale={locale} />;
  return (
    <table className="w-full">
      <thead className="text-note text-quiet">
        <tr>
          <th scope="col" className="py-1 text-left font-medium">
            {t('method')}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t('expected')}
          </th>
          {counted && (
            <>
              <th scope="col" className="py-1 text-right font-medium">
                {t('counted')}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {t('difference')}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {methods.map((method) => {
          const [expected, found] = [view.expected[method] ?? 0, counted?.[method] ?? 0];
          const isCounted = countable.some((one) => one === method);
          if (!isCounted && expected === 0) return null;
          return (
            <tr key={method} className="border-t border-rule">
              <th scope="row" className="py-1.5 text-left font-normal">
                {t(`methods.${method}`)}
              </th>
              <td className="py-1.5 text-right">{money(expected)}</td>
              {counted && (
                <>
                  <td className="py-1.5 text-right">{isCounted ? money(found) : '–'}</td>
                  <td className="py-1.5 text-right font-medium">{isCounted ? money(found - expected) : '–'}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Who closed the day, why what was counted differs, and the hashes that chain it to the day before. */
async function Seal({ view }: { view: Extract<DayView, { state: 'closed' }> }) {
  const [t, format, people] = await Promise.all([
    getTranslations('office.reports'),
    getFormatter(),
    readPeople([view.closedBy]),
  ]);
  const name = people.get(view.closedBy)?.name ?? view.closedBy.slice(-8);
  return (
    <div className="grid gap-2">
      {view.reason && <p>{view.reason}</p>}
      <p className="text-quiet">{t('closedBy', { name, time: format.dateTime(new Date(view.closedAt), 'moment') })}</p>
      <dl className="text-note text-quiet">
        <dt>{t('hash')}</dt>
        <dd className="figures wrap-anywhere">{view.hash}</dd>
        {view.previousHash && (
          <>
            <dt>{t('previous')}</dt>
            <dd className="figures wrap-anywhere">{view.previousHash}</dd>
          </>
        )}
      </dl>
      <div className="print:hidden">
        <PrintButton>{t('print')}</PrintButton>
      </div>
    </div>
  );
}
