import { RotateCw } from 'lucide-react';
import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { OrderBadge } from '#components/orders/order-badge';
import { orderNumber } from '#components/orders/order-number';
import { ButtonLink } from '#components/ui/button-link';
import { Empty } from '#components/ui/empty';
import { Money } from '#components/ui/money';
import { OlderLink } from '#components/ui/older-link';
import { PageLink } from '#components/ui/page-link';
import { requireUser } from '#lib/auth/session';
import { shortestFormat } from '#lib/i18n/formats';
import { formatMoney } from '#lib/money';
import { readOrderSums, readOrders } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { cursorOf, pageOrNotFound } from '../../_shell/paging.ts';
import { OrderFilter, statusOf } from './filter.tsx';

const ORDERS_PER_PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('orders');
  return { title: t('title') };
}

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const { userId } = await requireUser('/orders');
  const params = await searchParams;
  const [status, cursor] = [statusOf(params), cursorOf(params)];
  const [t, format, locale, shopsCurrency, sums, { items, nextCursor }] = await Promise.all([
    getTranslations('orders'),
    getFormatter(),
    getLocale(),
    shopCurrency(),
    readOrderSums(userId),
    pageOrNotFound(readOrders(userId, { limit: ORDERS_PER_PAGE, cursor, status })),
  ]);
  const count = Object.values(sums).reduce((sum, { count }) => sum + count, 0);
  const paid = formatMoney(sums.paid?.total ?? 0, shopsCurrency, locale);
  return (
    <div className="max-w-3xl">
      <h1 className="text-head font-strong">{t('title')}</h1>
      {count === 0 ? (
        <div className="mt-5">
          <Empty text={t('empty')} action={t('toShop')} href="/" />
        </div>
      ) : (
        <>
          <p className="mt-1 mb-4 text-quiet">{t('paidTogether', { count, total: paid })}</p>
          <OrderFilter current={status} counts={sums} />
          {items.length === 0 && <p className="mt-5 text-quiet">{t('nothingFound')}</p>}
        </>
      )}
      <ul className="mt-4 grid">
        {items.map(({ orderId, items: lines, total, currency, status, createdAt }) => {
          const content = lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ');
          return (
            <li key={orderId} className="flex items-center gap-1 border-b border-rule first:border-t">
              <PageLink
                href={`/orders/${orderId}`}
                className="grid min-w-0 flex-1 grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 py-3 hover:bg-tint md:-ml-3 md:px-3"
              >
                <span className="truncate font-medium">{content}</span>
                <Money amount={total} currency={currency} locale={locale} className="text-right" />
                <span className="text-note text-quiet">
                  <span className="figures">{orderNumber(orderId)}</span> ·{' '}
                  {format.dateTime(new Date(createdAt), shortestFormat(new Date(createdAt)))}
                </span>
                <span className="text-right">
                  <OrderBadge status={status} />
                </span>
              </PageLink>
              <ButtonLink
                href={`/orders/${orderId}/again`}
                variant="quiet"
                prefetch={false}
                className="-mr-3 px-3"
                aria-label={t('reorder', { items: content })}
              >
                <RotateCw aria-hidden size={18} />
                <span className="max-sm:hidden">{t('reorderShort')}</span>
              </ButtonLink>
            </li>
          );
        })}
      </ul>
      <OlderLink path="/orders" query={status ? { status } : {}} cursor={nextCursor} label={t('older')} />
    </div>
  );
}
