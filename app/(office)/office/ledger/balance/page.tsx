import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Field } from '#components/ui/field';
import { Money } from '#components/ui/money';
import { shopToday } from '#lib/office/days';
import { reportTrialBalanceOf } from '#lib/office/ledger';
import { dayIn } from '../../../_office/day-in.ts';
import { requireStaff } from '../../../_office/require-staff.ts';

const PATH = '/office/ledger/balance';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('office.ledger');
  return { title: t('balance') };
}

/** What each account holds now, or held at the end of a day. */
export default async function TrialBalancePage({ searchParams }: PageProps<'/office/ledger/balance'>) {
  const user = await requireStaff('ledger.read', PATH);
  const day = dayIn(await searchParams);
  const [t, locale, balance] = await Promise.all([
    getTranslations('office.ledger'),
    getLocale(),
    reportTrialBalanceOf(user, day),
  ]);
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid gap-3">
        <ButtonLink href="/office/ledger" variant="quiet" className="-ml-4 justify-self-start print:hidden">
          ← {t('back')}
        </ButtonLink>
        <div>
          <h1 className="text-head font-strong">{t('balance')}</h1>
          <p className="mt-1 text-quiet">{t('balanceLead')}</p>
        </div>
        <form className="flex items-end gap-2 print:hidden">
          <Field name="day" type="date" label={t('endOf')} defaultValue={day} max={shopToday()} />
          <Button variant="outline">{t('show')}</Button>
        </form>
      </header>
      {balance?.currencies.map(({ currency, accounts, sum }) => (
        <section key={currency} aria-labelledby={`balance-${currency}`} className="max-w-md">
          <h2 id={`balance-${currency}`} className="mb-2 text-title font-strong">
            {currency}
          </h2>
          <table className="w-full">
            <thead className="sr-only">
              <tr>
                <th scope="col">{t('account')}</th>
                <th scope="col">{t('holds')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map(({ account, balance: held }) => (
                <tr key={account} className="border-t border-rule">
                  <th scope="row" className="py-1.5 text-left font-normal">
                    {t(`accounts.${account}`)}
                  </th>
                  <td className="py-1.5 text-right">
                    <Money amount={held} currency={currency} locale={locale} />
                  </td>
                </tr>
              ))}
              <tr className="border-t border-ink">
                <th scope="row" className="py-1.5 text-left font-medium">
                  {t('sum')}
                </th>
                <td className="py-1.5 text-right font-medium">
                  <Money amount={sum} currency={currency} locale={locale} />
                </td>
              </tr>
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
