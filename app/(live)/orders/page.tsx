import type { Metadata } from 'next';
import Link from 'next/link';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { OrderBadge } from '#components/orders/order-badge';
import { orderNumber } from '#components/orders/order-number';
import { Empty } from '#components/ui/empty';
import { Money } from '#components/ui/money';
import { Older } from '#components/ui/older';
import { requireUser } from '#lib/auth/session';
import { readOrders } from '#lib/order/read';
import { cursorOf, pageOrNotFound } from '../../_shell/paging.ts';

const ORDERS_PER_PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('orders');
  return { title: t('title') };
}

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const { userId } = await requireUser('/orders');
  const cursor = cursorOf(await searchParams);
  const [t, format, locale, { items, nextCursor }] = await Promise.all([
    getTranslations('orders'),
    getFormatter(),
    getLocale(),
    pageOrNotFound(readOrders(userId, { limit: ORDERS_PER_PAGE, cursor })),
  ]);
  return (
    <div className="max-w-3xl">
      <h1 className="mb-5 text-head font-strong">{t('title')}</h1>
      {items.length === 0 && <Empty text={t('empty')} action={t('toShop')} href="/" />}
      <ul className="grid">
        {items.map(({ orderId, items: lines, total, currency, status, createdAt }) => (
          <li key={orderId} className="border-b border-rule first:border-t">
            <Link
              href={`/orders/${orderId}`}
              className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 py-3 hover:bg-tint md:-mx-3 md:px-3"
            >
              <span className="truncate font-medium">
                {lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')}
              </span>
              <Money amount={total} currency={currency} locale={locale} className="text-right" />
              <span className="text-note text-quiet">
                <span className="figures">{orderNumber(orderId)}</span> ·{' '}
                {format.dateTime(new Date(createdAt), 'moment')}
              </span>
              <span className="text-right">
                <OrderBadge status={status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Older path="/orders" cursor={nextCursor} label={t('older')} />
    </div>
  );
}
