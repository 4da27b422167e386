import { getLocale } from 'next-intl/server';
import { z } from 'zod';
import { decimalMoney } from '#lib/money';
import { reportSales, salesGroups } from '#lib/office/sales';
import { shopCurrency } from '#lib/shop/currency';
import { csvFile } from '../../../../../_shell/csv.ts';
import { requireStaff } from '../../../../_office/require-staff.ts';
import { daysOf } from '../../days.ts';

const group = z.enum(salesGroups).catch('product');

/** What some days of the shop sold as a CSV file. Amounts in major units. */
export async function GET(request: Request): Promise<Response> {
  const user = await requireStaff('reports.read', '/office/reports/sales');
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const [by, days, currency] = [group.parse(params.by), daysOf(params), await shopCurrency()];
  const locale = await getLocale();
  return csvFile(
    `sales-by-${by}-${days.from}-${days.to}.csv`,
    [by, ...(by === 'product' ? ['name'] : []), 'quantity', 'amount', 'currency'],
    async () => ({ items: (await reportSales(user, days, locale))?.[by] ?? [], nextCursor: null }),
    ({ key, name, quantity, amount }) => [
      key,
      ...(by === 'product' ? [name] : []),
      quantity,
      decimalMoney(amount, currency),
      currency,
    ],
  );
}
