import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { OrderStamp } from '#components/orders/order-stamp';
import { Receipt } from '#components/orders/receipt';
import { SequenceDiagram } from '#components/sequence-diagram/sequence-diagram';
import { Badge } from '#components/ui/badge';
import { ButtonLink } from '#components/ui/button-link';
import { Card } from '#components/ui/card';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import { PrintButton } from '#components/ui/print-button';
import { may } from '#lib/accounts/roles';
import { readTrace } from '#lib/gateway/trace';
import { isId } from '#lib/ids';
import { quantityField } from '#lib/office/order-schemas';
import { readOfficeOrder } from '#lib/office/orders';
import { readPeople } from '#lib/office/people';
import { linesLeft } from '#lib/order/read';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { Fulfilment } from '../../../../(live)/orders/[id]/fulfilment.tsx';
import { OfficeField, OfficeForm } from '../../../_office/office-form.tsx';
import { requireStaff } from '../../../_office/require-staff.ts';
import { TickBox } from '../../catalogue/form-controls.tsx';
import { MoveButtons } from '../../counter/move-buttons.tsx';
import { Board } from '../../counter/move-form.tsx';
import { refundAction } from './actions.ts';
import { RefundFields } from './refund-fields.tsx';

export async function generateMetadata({ params }: PageProps<'/office/orders/[id]'>): Promise<Metadata> {
  const [t, { id }] = await Promise.all([getTranslations('order'), params]);
  return { title: t('title', { number: orderNumber(id) }) };
}

type Order = NonNullable<Awaited<ReturnType<typeof readOfficeOrder>>>;

/** One order: its receipt, how far it is, and what went back. */
export default async function OrderPage({ params }: PageProps<'/office/orders/[id]'>) {
  const { id } = await params;
  const user = await requireStaff('orders.read', `/office/orders/${id}`);
  const order = isId(id) ? await readOfficeOrder(user, id) : null;
  if (!order) notFound();
  const { orderId, userId, status, createdAt, settledAt, number, fulfilment, refunds, items, total, currency } = order;
  const [t, texts, format, locale, people, messages] = await Promise.all([
    getTranslations('office.orders'),
    getTranslations('order'),
    getFormatter(),
    getLocale(),
    readPeople([userId, ...refunds.map(({ actorId }) => actorId)]),
    may(user.role, 'messages.read') ? readTrace(order.correlationId, user) : null,
  ]);
  const customer = people.get(userId)?.name;
  const isMovable = number !== null && fulfilment !== null && fulfilment !== 'cancelled';
  const left = linesLeft(order, refunds);
  return (
    <div className="grid gap-6">
      <ButtonLink href="/office/orders" variant="quiet" className="-ml-4 justify-self-start print:hidden">
        ← {t('back')}
      </ButtonLink>
      <div className="grid items-start gap-8 lg:grid-cols-[22rem_1fr]">
        <div className="grid gap-4 max-lg:max-w-md">
          <Receipt
            heading={
              <>
                <p className="text-note text-quiet">{format.dateTime(new Date(createdAt), 'moment')}</p>
                <h1 className="text-title font-strong">
                  {texts.rich('heading', {
                    number: orderNumber(orderId),
                    figures: (shown) => <span className="figures">{shown}</span>,
                  })}
                </h1>
                <p className="wrap-anywhere">
                  {customer ? (
                    <PageLink href={`/office/customers/${userId}`} className="underline underline-offset-4">
                      {customer}
                    </PageLink>
                  ) : (
                    t('nobody')
                  )}
                </p>
                {number !== null && fulfilment && (
                  <Fulfilment label={t('number')} number={number} fulfilment={fulfilment} />
                )}
              </>
            }
            items={items}
            total={total}
            currency={currency}
            locale={locale}
          >
            <div className="mt-6 grid gap-4">
              <OrderStamp
                status={status}
                time={settledAt ? format.dateTime(new Date(settledAt), 'clock') : undefined}
                isRefunded={order.refunded === total}
              />
              {status === 'paid' && <PrintButton>{texts('receipt')}</PrintButton>}
            </div>
          </Receipt>
          {isMovable && may(user.role, 'orders.advance') && (
            <Board formKey={newFormKey()}>
              <MoveButtons orderId={orderId} number={number} from={fulfilment} />
            </Board>
          )}
        </div>
        <div className="grid gap-6">
          {refunds.length > 0 && (
            <Refunds order={order} names={(actorId) => people.get(actorId)?.name ?? t('nobody')} />
          )}
          {left.length > 0 && may(user.role, 'orders.refund') && <RefundForm order={order} left={left} />}
        </div>
      </div>
      {messages && (
        <details className="min-w-0 print:hidden">
          <summary className="min-h-11 content-center text-lead font-medium">
            {texts('messages', { count: messages.length })}
          </summary>
          <p className="mt-1 mb-4 max-w-[60ch] text-quiet">{texts('messagesLead')}</p>
          <SequenceDiagram items={messages} />
        </details>
      )}
    </div>
  );
}

const tones = { pending: 'quiet', settled: 'good', refused: 'bad' } as const;

/** What was asked back of an order, why, by whom, and what became of it. */
async function Refunds({ order, names }: { order: Order; names: (actorId: string) => string }) {
  const [t, format, locale] = await Promise.all([getTranslations('office.refund'), getFormatter(), getLocale()]);
  const nameOf = (id: string) => order.items.find(({ productId }) => productId === id)?.name ?? id;
  return (
    <section aria-labelledby="refunds">
      <h2 id="refunds" className="mb-2 text-title font-strong">
        {t('refunds')}
      </h2>
      <ul className="grid">
        {order.refunds.map(({ refundId, items, amount, reason, actorId, restock, status, refusal, createdAt }) => (
          <li key={refundId} className="grid grid-cols-[1fr_auto] gap-x-4 border-b border-rule py-2 first:border-t">
            <span className="wrap-anywhere">
              {items.map(({ productId, quantity }) => `${quantity} × ${nameOf(productId)}`).join(', ')}
            </span>
            <Money amount={amount} currency={order.currency} locale={locale} className="text-right" />
            <span className="text-note text-quiet wrap-anywhere">
              {reason} · {names(actorId)} · {format.dateTime(new Date(createdAt), 'moment')}
              {restock && ` · ${t('restocked')}`}
              {refusal && ` · ${t(refusal)}`}
            </span>
            <span className="text-right">
              <Badge tone={tones[status]}>{t(`states.${status}`)}</Badge>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 flex justify-between gap-4 font-medium">
        {t('kept')} <Money amount={order.total - order.refunded} currency={order.currency} locale={locale} />
      </p>
    </section>
  );
}

interface RefundFormProps {
  order: Order;
  left: { productId: string; quantity: number }[];
}

async function RefundForm({ order: { orderId, items, currency, fulfilment }, left }: RefundFormProps) {
  const [t, locale] = await Promise.all([getTranslations('office.refund'), getLocale()]);
  const lines = items.flatMap(({ productId, name, price }) => {
    const quantity = left.find((line) => line.productId === productId)?.quantity;
    return quantity ? [{ field: quantityField(productId), productId, name, price, left: quantity }] : [];
  });
  const texts = {
    which: t('which'),
    items: t('items'),
    all: t('all'),
    cancel: t('cancel'),
    whichFault: t('whichFault'),
    means: t('means'),
    cancelMeans: t('cancelMeans'),
    left: t('left'),
  };
  return (
    <Card aria-labelledby="refund" className="max-w-xl print:hidden">
      <h2 id="refund" className="mb-3 text-title font-strong">
        {t('title')}
      </h2>
      <OfficeForm action={refundAction} formKey={newFormKey()} submit={t('submit')} variant="danger">
        <input type="hidden" name="orderId" value={orderId} />
        <RefundFields
          lines={lines}
          currency={currency}
          locale={locale}
          mayCancel={fulfilment !== null && fulfilment !== 'cancelled'}
          texts={texts}
        />
        <OfficeField name="reason" label={t('reason')} error={t('reasonFault')} autoComplete="off" required />
        <TickBox name="restock" label={t('restock')} value="" />
      </OfficeForm>
    </Card>
  );
}
