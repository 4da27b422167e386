import clsx from 'clsx';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { OrderStamp } from '#components/orders/order-stamp';
import { Receipt } from '#components/orders/receipt';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { Money } from '#components/ui/money';
import { shortestFormat } from '#lib/i18n/formats';
import type { InboxItem } from '#lib/notification/inbox';
import { ActionForm } from '../../_forms/action-form.tsx';
import { markReadAction, markUnreadAction } from './actions.ts';
import { NotificationDetails } from './notification-details.tsx';

/** A notification: its state, subject and time. The receipt or the text of an alert opens in place. */
export async function NotificationRow({ item, isOpen }: { item: InboxItem; isOpen: boolean }) {
  const [t, format, locale] = await Promise.all([getTranslations('inbox'), getFormatter(), getLocale()]);
  const { id, kind, createdAt, readAt, order } = item;
  const isUnread = readAt === null;
  const number = order && orderNumber(order.orderId);
  const isOutcome = kind === 'order-paid' || kind === 'order-refused';
  const what = number ? t(`subject.${kind}`, { number }) : t('subject.low-balance');
  return (
    <li className="border-b border-rule">
      <NotificationDetails
        id={id}
        isUnread={isUnread}
        isOpen={isOpen}
        onOpen={markReadAction}
        summary={
          <>
            <span
              aria-hidden
              className={clsx('mt-2 size-2 rounded-full', isUnread ? 'bg-accent' : 'border border-edge')}
            />
            <span className="grid grid-cols-[1fr_auto] gap-x-4">
              <span className={clsx('text-lead', isUnread && 'font-strong')}>
                {isUnread && <span className="sr-only">{t('unread')}: </span>}
                <span>{what}</span>
              </span>
              {order && isOutcome && (
                <Money amount={order.total} currency={order.currency} locale={locale} className="text-lead" />
              )}
              <time dateTime={createdAt.toISOString()} className="col-span-2 text-note text-quiet">
                {format.dateTime(createdAt, shortestFormat(createdAt))}
              </time>
            </span>
          </>
        }
      >
        <div className="grid justify-items-start gap-4 pb-5 pl-5">
          {order && isOutcome ? <OrderReceipt item={item} order={order} /> : <Words text={item.text} />}
          <div className="flex flex-wrap gap-2 max-sm:grid max-sm:justify-items-start">
            {order ? (
              <ButtonLink href={`/orders/${order.orderId}`} variant="outline">
                {t('toOrder')}
              </ButtonLink>
            ) : (
              <ButtonLink href="/wallet">{t('topUp')}</ButtonLink>
            )}
            <ActionForm action={isUnread ? markReadAction : markUnreadAction} className="grid gap-2">
              <input type="hidden" name="id" value={id} />
              <Button
                variant="quiet"
                className="max-sm:-ml-4"
                aria-label={`${isUnread ? t('read') : t('toUnread')}: ${what}`}
              >
                {isUnread ? t('read') : t('toUnread')}
              </Button>
            </ActionForm>
          </div>
        </div>
      </NotificationDetails>
    </li>
  );
}

async function OrderReceipt({ item, order }: { item: InboxItem; order: NonNullable<InboxItem['order']> }) {
  const [t, tOrder, format, locale] = await Promise.all([
    getTranslations('inbox'),
    getTranslations('order'),
    getFormatter(),
    getLocale(),
  ]);
  const status = item.kind === 'order-paid' ? 'paid' : 'refused';
  return (
    <div className="w-full max-w-sm">
      <Receipt
        heading={
          <p className="font-medium">
            {tOrder.rich('heading', {
              number: orderNumber(order.orderId),
              figures: (number) => <span className="figures">{number}</span>,
            })}
          </p>
        }
        items={order.items}
        total={order.total}
        currency={order.currency}
        locale={locale}
      >
        <div className="mt-4 grid justify-items-start gap-3">
          <OrderStamp status={status} time={format.dateTime(item.createdAt, 'clock')} />
          {item.reason && <p>{t(`reason.${item.reason}`)}</p>}
        </div>
      </Receipt>
    </div>
  );
}

/** The main paragraphs of the mail, without greeting, link and closing. */
function Words({ text }: { text: string }) {
  const paragraphs = text.split('\n\n').slice(1);
  const end = paragraphs.findIndex((paragraph) => paragraph.includes('://'));
  return (
    <div className="grid max-w-[60ch] gap-2">
      {paragraphs.slice(0, Math.max(1, end)).map((paragraph) => (
        <p key={paragraph} className="whitespace-pre-line">
          {paragraph}
        </p>
      ))}
    </div>
  );
}
