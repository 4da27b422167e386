import clsx from 'clsx';
import { getFormatter, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { PageLink } from '#components/ui/page-link';
import type { StatementLine } from '#lib/billing/read';
import { AmountCells, hasLongAmounts } from './amount-cells.tsx';
import { nameOf } from './line-name.ts';

interface StatementProps {
  lines: StatementLine[];
  currency: string;
  /** Below which the page of an order is. */
  ordersPath?: string;
}

/** The statement, grouped by day: time, kind, signed amount, running balance. */
export async function Statement({ lines, currency, ordersPath = '/orders' }: StatementProps) {
  const [t, format] = await Promise.all([getTranslations('wallet'), getFormatter()]);
  const isLong = hasLongAmounts(lines);
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
          {ofDay.map((line) => {
            const { orderId, note } = line;
            const kind = t(`kind.${nameOf(line)}`);
            return (
              <tr key={line.entryId} className="border-b border-rule">
                <td className="figures w-16 py-2.5 text-note text-quiet">
                  {format.dateTime(new Date(line.createdAt), 'clock')}
                </td>
                <td className="py-2.5">
                  {orderId ? (
                    <PageLink
                      href={`${ordersPath}/${orderId}`}
                      className="underline decoration-rule underline-offset-4 hover:decoration-ink"
                    >
                      {t.rich('kindOfOrder', {
                        kind,
                        number: () => <span className="figures text-note text-quiet">{orderNumber(orderId)}</span>,
                      })}
                    </PageLink>
                  ) : (
                    kind
                  )}
                  {note && <span className="block text-note text-quiet wrap-anywhere">{note}</span>}
                </td>
                <AmountCells line={line} currency={currency} isLong={isLong} className="py-2.5" />
              </tr>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}
