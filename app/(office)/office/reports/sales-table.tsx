import { getTranslations } from 'next-intl/server';
import { Money } from '#components/ui/money';
import type { Sales, SalesGroup } from '#lib/office/sales';
import { categoryNames } from '../catalogue/category-name.ts';

interface SalesTableProps {
  by: SalesGroup;
  sales: Sales[];
  currency: string;
  locale: string;
}

/** What was sold, with a bar for the amount of each row. */
export async function SalesTable({ by, sales, currency, locale }: SalesTableProps) {
  const [t, categoryName] = await Promise.all([getTranslations('office.reports'), categoryNames()]);
  if (sales.length === 0) return <p className="text-quiet">{t('noSales')}</p>;
  const most = Math.max(...sales.map(({ amount }) => amount));
  const nameOf = ({ key, name }: Sales): string =>
    by === 'product' ? name : by === 'category' ? categoryName(key) : `${key}:00`;
  return (
    <table className="w-full">
      <thead className="text-note text-quiet">
        <tr>
          <th scope="col" className="py-1 text-left font-medium">
            {t(`of.${by}`)}
          </th>
          <th scope="col" className="px-2 py-1 text-right font-medium">
            {t('quantity')}
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            {t('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sales.map((row) => (
          <tr key={row.key} className="border-t border-rule">
            <th scope="row" className="w-1/2 py-1.5 text-left font-normal wrap-anywhere">
              {nameOf(row)}
              <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none" className="mt-1 block h-1 w-full">
                <rect width={(row.amount / most) * 100} height={4} className="fill-accent" />
              </svg>
            </th>
            <td className="figures px-2 py-1.5 text-right align-top">{row.quantity}</td>
            <td className="py-1.5 text-right align-top">
              <Money amount={row.amount} currency={currency} locale={locale} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
