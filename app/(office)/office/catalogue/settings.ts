import { getTimeZone } from 'next-intl/server';
import { shopCurrency } from '#lib/shop/currency';
import { shopIdentity } from '#lib/shop/identity';
import type { ProductFormSettings } from './product-form.ts';

/** The settings of the form for this request: times are those of the browser, as everywhere on the pages. */
export async function formSettings(): Promise<ProductFormSettings> {
  const [currency, timeZone, { languages }] = await Promise.all([shopCurrency(), getTimeZone(), shopIdentity()]);
  return { currency, timeZone, languages };
}
