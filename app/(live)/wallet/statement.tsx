import clsx from 'clsx';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { PageLink } from '#components/ui/arrival';
import { Money } from '#components/ui/money';
import type { StatementLine } from '#lib/billing/read';

/** Minor units from which an amount is long. */
const LONG = 1_000_000;

/** The statement as ruled rows grouped by day: time, what, signed amount, running balance. */
export async function Statement({ lines, currency }: { lines: StatementLine[]; currency: string }) {
  const [t, format, locale] = await Promise.all([getTranslations('wallet'), getFormatter(), getLocale()]);
  // Two long amounts do not fit beside each other on a phone: the balance goes below.
  const isLong = lines.some(({ amount, balance }) => Math.max(Math.abs(amount), balance) >= LONG);
  const days = Map.groupBy(lines, ({ createdAt }) => format.dateTime(new Date(createdAt), 'weekday'));
  return (
    <table className="w-full border-collapse">
      <thead className="sr-only">
        <tr>
          <th>{t('time')}</th>
          <th>{t('what')}</th>
          <th>{t('amount')}</th>
          <th className={clsx(isLong && 'max-sm:hidden')}>{t('balanceAfter')}</th>
        </tr>
      </thead>
      {[...days].map(([day, ofDay]) => (
        <tbody key={day}>
          <tr>
            <th
              colSpan={4}
              scope="rowgroup"
              className="border-b border-ink pt-5 pb-1 text-left text-note font-medium text-quiet first-letter:uppercase"
            >
              {day}
            </th>
          </tr>
          {ofDay.map(({ entryId, createdAt, kind, amount, balance, orderId }) => (
            <tr key={entryId} className="border-b border-rule">
              <td className="figures w-16 py-2.5 text-note text-quiet">
                {format.dateTime(new Date(createdAt), 'clock')}
              </td>
              <td className="py-2.5">
                {orderId ? (
                  <PageLink
                    href={`/orders/${orderId}`}
                    className="underline decoration-rule underline-offset-4 hover:decoration-ink"
                  >
                    {t.rich('kindOfOrder', {
                      kind: t(`kind.${kind}`),
                      number: () => <span className="figures text-note text-quiet">{orderNumber(orderId)}</span>,
                    })}
                  </PageLink>
                ) : (
                  t(`kind.${kind}`)
                )}
              </td>
              <td className={`py-2.5 pl-2 text-right ${amount > 0 ? 'text-good' : ''}`}>
                <Money amount={amount} currency={currency} locale={locale} signed />
                {isLong && (
                  <span className="block text-note text-quiet sm:hidden">
                    <span className="sr-only">{t('balanceAfter')} </span>
                    <Money amount={balance} currency={currency} locale={locale} />
                  </span>
                )}
              </td>
              <td className={clsx('py-2.5 pl-3 text-right text-quiet', isLong && 'max-sm:hidden')}>
                <Money amount={balance} currency={currency} locale={locale} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
