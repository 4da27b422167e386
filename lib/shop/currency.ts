import { shop } from '#drizzle/schema/shop';
import { orm } from '#lib/db/pool';
import { processWide, takeProcessWide } from '#lib/process-wide';

/** The shop's currency (ISO 4217). It is fixed when the database is set up: balances and prices are amounts of it. */
export function shopCurrency(): Promise<string> {
  return processWide('shop-currency', async () => {
    const [row] = await orm().select({ currency: shop.currency }).from(shop);
    if (row) return row.currency;
    takeProcessWide('shop-currency');
    throw new Error('the database is not set up: `npm start` does that');
  });
}
