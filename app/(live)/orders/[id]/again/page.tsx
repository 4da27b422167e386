import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { Slip } from '#components/orders/receipt';
import { ButtonLink } from '#components/ui/button-link';
import { readAccount } from '#lib/billing/read';
import { readProducts } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { ownOrder } from '../../own-order.ts';
import { againOf } from '../../reorder.ts';
import { AgainOffer } from '../../reorder-offer.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('order');
  return { title: t('again.title') };
}

/** Asks before the same is ordered once more: what it would be today, and what it comes to. */
export default async function AgainPage({ params }: PageProps<'/orders/[id]/again'>) {
  const { id } = await params;
  const { order, user } = await ownOrder(id, `/orders/${id}/again`);
  const currency = await shopCurrency();
  const [t, locale, products, { balance }] = await Promise.all([
    getTranslations('order'),
    getLocale(),
    readProducts(),
    readAccount(user.userId, currency),
  ]);
  const again = againOf(order.items, products);
  return (
    <div className="max-w-sm">
      <Slip
        heading={
          <>
            <h1 className="text-title font-strong">{t('again.title')}</h1>
            <p className="text-note text-quiet">
              {t.rich('again.lead', {
                number: orderNumber(order.orderId),
                figures: (number) => <span className="figures">{number}</span>,
              })}
            </p>
          </>
        }
        items={again.items}
        total={again.total}
        currency={currency}
        locale={locale}
      >
        <div className="mt-4 grid gap-2">
          <AgainOffer again={again} balance={balance} currency={currency} />
          <ButtonLink href={`/orders/${id}`} variant="quiet">
            {t('again.cancel')}
          </ButtonLink>
        </div>
      </Slip>
    </div>
  );
}
