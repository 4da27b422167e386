import clsx from 'clsx';
import type { Metadata } from 'next';
import { getFormatter, getLocale, getTimeZone, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { PrintButton } from '#components/ui/print-button';
import { requireUser } from '#lib/auth/session';
import { readStatement, type StatementLine } from '#lib/billing/read';
import { dayAfter, startOfDay } from '#lib/i18n/calendar';
import { shopCurrency } from '#lib/shop/currency';
import { shopIdentity } from '#lib/shop/identity';
import { AmountCells, hasLongAmounts } from '../amount-cells.tsx';
import { daysOf, filterOf } from '../filter.ts';
import { nameOf } from '../line-name.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet');
  return { title: t('printed.title') };
}

/** A printable statement: opening balance, movements, closing balance. */
export default async function StatementPage({ searchParams }: PageProps<'/wallet/statement'>) {
  const user = await requireUser('/wallet/statement');
  const [t, format, locale, timeZone, currency, { name: shop }] = await Promise.all([
    getTranslations('wallet'),
    getFormatter(),
    getLocale(),
    getTimeZone(),
    shopCurrency(),
    shopIdentity(),
  ]);
  const { from, to } = daysOf(filterOf(await searchParams), timeZone);
  const span = { from: startOfDay(from, timeZone), before: startOfDay(dayAfter(to), timeZone) };
  const { opening, lines, closing } = await readStatement(user.userId, currency, span);
  const isLong = hasLongAmounts(lines);
  // Noon in UTC, so that no change of clocks can move the date.
  const day = (text: string) => format.dateTime(new Date(`${text}T12:00:00Z`), 'day', { timeZone: 'UTC' });
  const isOfOneYear = from.slice(0, 4) === to.slice(0, 4);
  const sums: [string, number][] = [
    [t('printed.opening'), opening],
    [t('printed.in'), sumOf(lines, (amount) => amount > 0)],
    [t('printed.out'), sumOf(lines, (amount) => amount < 0)],
    [t('printed.closing'), closing],
  ];
  return (
    <article className="max-w-3xl">
      <div className="mb-6 flex flex-wrap gap-2 print:hidden">
        <ButtonLink href={`/wallet?${new URLSearchParams({ from, to })}`} variant="quiet" className="-ml-4">
          ← {t('printed.back')}
        </ButtonLink>
        <PrintButton>{t('printed.print')}</PrintButton>
      </div>
      <p className="text-note text-quiet">{shop}</p>
      <h1 className="text-head font-strong">{t('printed.title')}</h1>
      <p className="text-lead">{t('printed.span', { from: day(from), to: day(to) })}</p>
      <p className="text-quiet wrap-anywhere">{t('printed.owner', { name: user.name, email: user.email })}</p>
      <dl className="my-6 grid grid-cols-2 gap-x-6 gap-y-3 border-y border-ink py-3 sm:grid-cols-4">
        {sums.map(([name, amount]) => (
          <div key={name}>
            <dt className="text-note text-quiet">{name}</dt>
            <dd className="font-medium">
              <Money amount={amount} currency={currency} locale={locale} />
            </dd>
          </div>
        ))}
      </dl>
      {lines.length === 0 && <p className="text-quiet">{t('printed.empty')}</p>}
      {lines.length > 0 && (
        <table className="w-full border-collapse text-note">
          <thead>
            <tr className="border-b border-ink text-left text-quiet">
              <th className="py-1.5 font-medium">{t('time')}</th>
              <th className="py-1.5 pl-3 font-medium">{t('what')}</th>
              <th className="py-1.5 pl-3 text-right font-medium">{t('amount')}</th>
              <th className={clsx('py-1.5 pl-3 text-right font-medium', isLong && 'max-sm:hidden')}>
                {t('balanceAfter')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.entryId} className="break-inside-avoid border-b border-rule">
                <td className="figures py-1.5 text-quiet">
                  {format.dateTime(new Date(line.createdAt), isOfOneYear ? 'dayAndTime' : 'moment')}
                </td>
                <td className="py-1.5 pl-3">
                  {t(`kind.${nameOf(line)}`)}{' '}
                  {line.orderId && <span className="figures text-quiet">{orderNumber(line.orderId)}</span>}
                  {line.note && <span className="block text-quiet wrap-anywhere">{line.note}</span>}
                </td>
                <AmountCells line={line} currency={currency} isLong={isLong} className="py-1.5" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}

const sumOf = (lines: StatementLine[], counts: (amount: number) => boolean): number =>
  lines.reduce((sum, { amount }) => (counts(amount) ? sum + amount : sum), 0);
