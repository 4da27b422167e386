import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getFormatter, getLocale, getMessages, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { OrderStamp } from '#components/orders/order-stamp';
import { Receipt } from '#components/orders/receipt';
import { SequenceDiagram } from '#components/sequence-diagram/sequence-diagram';
import { Announce } from '#components/ui/announce';
import { ButtonLink } from '#components/ui/button-link';
import { PrintButton } from '#components/ui/print-button';
import { readAccount } from '#lib/billing/read';
import { readTrace } from '#lib/gateway/trace';
import { formatMoney } from '#lib/money';
import { readNotifications } from '#lib/notification/read';
import { isCancellable, readProducts, readRefunds } from '#lib/order/read';
import { shopIdentity } from '#lib/shop/identity';
import { newFormKey } from '../../../_forms/form-key.ts';
import { ownOrder } from '../own-order.ts';
import { reorderOf } from '../reorder.ts';
import { ReorderOffer } from '../reorder-offer.tsx';
import { CancelForm } from './cancel-form.tsx';
import { Fulfilment } from './fulfilment.tsx';
import { Refunds } from './refunds.tsx';
import { Timeline } from './timeline.tsx';

/** An order younger than this has just been placed by whoever looks at it. */
const NEW_MS = 10_000;

export async function generateMetadata({ params }: PageProps<'/orders/[id]'>): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslations('order'), params]);
  return { title: t('title', { number: orderNumber(id) }) };
}

export default async function OrderPage({ params }: PageProps<'/orders/[id]'>) {
  const { id } = await params;
  const { order, user } = await ownOrder(id, `/orders/${id}`);
  const { status, createdAt, settledAt, currency, number, fulfilment } = order;
  const [t, format, locale, { forms, order: texts }, messages, notifications, refunds, current] = await Promise.all([
    getTranslations('order'),
    getFormatter(),
    getLocale(),
    getMessages(),
    readTrace(order.correlationId, user),
    readNotifications(user.userId, { limit: 100, orderId: order.orderId }),
    order.refunded > 0 ? readRefunds(order.orderId) : [],
    status === 'refused' ? Promise.all([getLocale().then(readProducts), readAccount(user.userId, currency)]) : null,
  ]);
  const { name: shop } = await shopIdentity();
  const day = format.dateTime(new Date(createdAt), 'day');
  const settledTime = settledAt ? format.dateTime(new Date(settledAt), 'clock') : undefined;
  const told = notifications.items.find(({ kind }) => kind === 'order-paid' || kind === 'order-refused');
  const steps = [
    { name: t('step.requested'), time: messages?.[0]?.time ?? createdAt },
    { name: t('step.created'), time: createdAt },
    { name: t(status === 'refused' ? 'step.refused' : 'step.paid'), time: settledAt },
    { name: t('step.notified'), time: told?.createdAt ?? null },
  ];
  return (
    <div className="grid gap-8 lg:grid-cols-[22rem_1fr] lg:items-start lg:gap-x-12">
      <Announce text={fulfilment ? t(`now.${fulfilment}`) : t(`announce.${status}`)} />
      <div className="max-lg:max-w-md">
        <Receipt
          heading={
            <>
              <p className="text-note text-quiet">
                {shop} · {day}
              </p>
              <h1 className="text-title font-strong">
                {t.rich('heading', {
                  number: orderNumber(order.orderId),
                  figures: (number) => <span className="figures">{number}</span>,
                })}
              </h1>
              {number !== null && fulfilment && (
                <Fulfilment label={t('number')} number={number} fulfilment={fulfilment} />
              )}
            </>
          }
          items={order.items}
          total={order.total}
          currency={currency}
          locale={locale}
          isNew={Date.now() - Date.parse(createdAt) < NEW_MS}
        >
          {order.refunded > 0 && (
            <Refunds
              refunds={refunds.filter((refund) => refund.status === 'settled')}
              items={order.items}
              kept={order.total - order.refunded}
              currency={currency}
            />
          )}
          <div className="mt-6 grid gap-4">
            <OrderStamp status={status} time={settledTime} isRefunded={order.refunded === order.total} />
            <p>
              {t(`explained.${order.reason === 'account-blocked' ? 'blocked' : status}`)}
              {status === 'pending' && (
                <>
                  {' '}
                  <span className="needs-script">{t('updates')}</span>
                  <a href={`/orders/${order.orderId}`} className="needs-no-script underline underline-offset-4">
                    {t('refresh')}
                  </a>
                </>
              )}
            </p>
            {current && (
              <ReorderOffer
                reorder={reorderOf(order.items, current[0])}
                balance={current[1].balance}
                currency={currency}
              />
            )}
            {isCancellable(order) && (
              <NextIntlClientProvider messages={{ forms, order: texts }}>
                <CancelForm
                  orderId={order.orderId}
                  formKey={newFormKey()}
                  amount={formatMoney(order.total - order.refunded, currency, locale)}
                />
              </NextIntlClientProvider>
            )}
            {status === 'paid' && (
              <div className="flex flex-wrap gap-2 *:flex-auto print:hidden">
                <ButtonLink href={`/orders/${order.orderId}/again`}>{t('reorder.link')}</ButtonLink>
                <PrintButton>{t('receipt')}</PrintButton>
              </div>
            )}
          </div>
        </Receipt>
      </div>
      <section aria-labelledby="timeline" className="print:hidden">
        <h2 id="timeline" className="mb-2 text-title font-strong">
          {t('timeline')}
        </h2>
        <Timeline steps={steps} />
      </section>
      {messages && (
        <details className="min-w-0 lg:col-span-2 print:hidden">
          <summary className="min-h-11 content-center text-lead font-medium">
            {t('messages', { count: messages.length })}
          </summary>
          <p className="mt-1 mb-4 max-w-[60ch] text-quiet">{t('messagesLead')}</p>
          <SequenceDiagram items={messages} />
        </details>
      )}
    </div>
  );
}
