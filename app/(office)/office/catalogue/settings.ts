import { getTimeZone } from 'next-intl/server';
import { env } from '#lib/env';
import { shopCurrency } from '#lib/shop/currency';
import type { ProductFormSettings } from './product-form.ts';

/** The settings of the form for this request: times are those of the browser, as everywhere on the pages. */
export async function formSettings(): Promise<ProductFormSettings> {
  const [currency, timeZone] = await Promise.all([shopCurrency(), getTimeZone()]);
  return { currency, timeZone, languages: env().SHOP_LANGUAGES };
}
