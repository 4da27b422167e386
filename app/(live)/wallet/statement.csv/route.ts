import { getTimeZone } from 'next-intl/server';
import { requireUser } from '#lib/auth/session';
import { readEntries } from '#lib/billing/read';
import { shopCurrency } from '#lib/shop/currency';
import { csvFile } from '../../../_shell/csv.ts';
import { filterOf, spanOf } from '../filter.ts';
import { columns, valuesOf } from './csv.ts';

/** The filtered statement as a CSV file, newest first. */
export async function GET(request: Request): Promise<Response> {
  const { userId } = await requireUser('/wallet');
  const [currency, timeZone] = await Promise.all([shopCurrency(), getTimeZone()]);
  const span = spanOf(filterOf(Object.fromEntries(new URL(request.url).searchParams)), timeZone);
  return csvFile(
    'statement.csv',
    columns,
    (page) => readEntries(userId, currency, { ...page, ...span }),
    (line) => valuesOf(line, currency),
  );
}
