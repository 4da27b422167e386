import type { Identity } from '#lib/accounts/sign-in';
import { env } from '#lib/env';
import type { Locale } from '#lib/i18n/locales';
import { readSales, type Sales, type SalesGroup, salesGroups } from '#lib/order/figures';
import { ifAllowed } from './allowed.ts';
import { type Days, spanOf } from './days.ts';

export { type Sales, type SalesGroup, salesGroups };

/**
 * What the orders of some days of the shop sold, less what was refunded of them since, by each of the groups. Amounts in minor units, names
 * of products in the language where they have one in it.
 */
export const reportSales = (
  actor: Identity,
  days: Days,
  language?: Locale,
): Promise<Record<SalesGroup, Sales[]> | null> =>
  ifAllowed(actor, 'reports.read', () => readSales(spanOf(days), env().SHOP_TIME_ZONE, language));
