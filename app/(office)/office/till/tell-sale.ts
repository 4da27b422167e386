import { getLocale, getTranslations } from 'next-intl/server';
import { readAccount } from '#lib/billing/read';
import { formatMoney } from '#lib/money';
import type { SaleOutcome } from '#lib/office/till';
import { readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { closedText } from '../../../(live)/_opening/closed-text.ts';
import type { Said } from '../../_office/office-state.ts';

/** What is said of a sale: the number to call out and the balance that is left, or why nothing was sold. */
export async function tellSale(outcome: SaleOutcome, userId: string): Promise<Said> {
  const [t, locale, currency] = await Promise.all([getTranslations('office.till'), getLocale(), shopCurrency()]);
  const shownBalance = async () => formatMoney((await readAccount(userId, currency)).balance, currency, locale);
  switch (outcome.kind) {
    case 'sold': {
      const { orderId, number, total } = outcome;
      const facts = { number: number ?? '…', total: formatMoney(total, currency, locale) };
      return {
        isDone: true,
        text: t('sold', { ...facts, balance: await shownBalance() }),
        link: { href: `/office/orders/${orderId}`, text: t('receipt.title') },
      };
    }
    case 'payment-refused':
      return { isDone: false, text: t(`notPaid.${outcome.reason}`, { balance: await shownBalance() }) };
    case 'order-rejected': {
      const { reason, productIds } = outcome;
      if (reason === 'shop-closed') return { isDone: false, text: (await closedText()) ?? t('rejected.shop-closed') };
      const names = (await readProducts(locale)).flatMap(({ productId, name }) =>
        productIds.includes(productId) ? name : [],
      );
      return { isDone: false, text: t(`rejected.${reason}`, { products: names.join(', ') }) };
    }
    default:
      return { isDone: false, text: t(outcome.kind) };
  }
}
