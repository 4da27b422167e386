import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { Receipt } from '#components/orders/receipt';
import { ButtonLink } from '#components/ui/button-link';
import { readAccount } from '#lib/billing/read';
import { readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { ownOrder } from '../../own-order.ts';
import { reorderOf } from '../../reorder.ts';
import { ReorderOffer } from '../../reorder-offer.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('order');
  return { title: t('reorder.title') };
}

/** Shows what an order would be and cost today, and asks before repeating it. */
export default async function ReorderPage({ params }: PageProps<'/orders/[id]/again'>) {
  const { id } = await params;
  const { order, user } = await ownOrder(id, `/orders/${id}/again`);
  const currency = await shopCurrency();
  const [t, locale, products, { balance }] = await Promise.all([
    getTranslations('order'),
    getLocale(),
    getLocale().then(readProducts),
    readAccount(user.userId, currency),
  ]);
  const reorder = reorderOf(order.items, products);
  return (
    <div className="max-w-sm">
      <Receipt
        heading={
          <>
            <h1 className="text-title font-strong">{t('reorder.title')}</h1>
            <p className="text-note text-quiet">
              {t.rich('reorder.lead', {
                number: orderNumber(order.orderId),
                figures: (number) => <span className="figures">{number}</span>,
              })}
            </p>
          </>
        }
        items={reorder.items}
        total={reorder.total}
        currency={currency}
        locale={locale}
      >
        <div className="mt-4 grid gap-2">
          <ReorderOffer reorder={reorder} balance={balance} currency={currency} />
          <ButtonLink href={`/orders/${id}`} variant="quiet">
            {t('reorder.cancel')}
          </ButtonLink>
        </div>
      </Receipt>
    </div>
  );
}
