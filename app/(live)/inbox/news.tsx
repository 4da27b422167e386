import clsx from 'clsx';
import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import { orderNumber } from '#components/orders/order-number';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import type { NotificationView } from '#lib/notification/read';
import { markReadAction } from './actions.ts';

/** One notification: good or bad, about which order, why, and the whole text to unfold. */
export async function News({ notification }: { notification: NotificationView }) {
  const [t, format] = await Promise.all([getTranslations('inbox'), getFormatter()]);
  const { notificationId, orderId, kind, reason, text, createdAt, readAt } = notification;
  const isUnread = readAt === null;
  return (
    <li className="grid gap-1 border-b border-rule py-4 first:border-t">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="flex items-baseline gap-3">
          <Badge tone={kind === 'order-paid' ? 'good' : 'bad'}>{t(`kind.${kind}`)}</Badge>
          {isUnread && <span className="text-note font-medium">{t('unread')}</span>}
        </span>
        <time dateTime={createdAt} className="figures text-note text-quiet">
          {format.dateTime(new Date(createdAt), 'moment')}
        </time>
      </div>
      <p className={clsx('text-lead', isUnread && 'font-medium')}>
        <Link href={`/orders/${orderId}`} className="underline decoration-rule underline-offset-4 hover:decoration-ink">
          {t(`subject.${kind}`, { number: orderNumber(orderId) })}
        </Link>
      </p>
      {reason === 'insufficient-funds' && <p>{t('reason.insufficient-funds')}</p>}
      <div className="flex flex-wrap items-start justify-between gap-x-4">
        <details className="min-w-0 flex-1">
          <summary className="min-h-11 content-center text-quiet">{t('text')}</summary>
          <p className="max-w-[68ch] pb-2 whitespace-pre-line wrap-anywhere">{text}</p>
        </details>
        {isUnread && (
          <form action={markReadAction}>
            <input type="hidden" name="notificationId" value={notificationId} />
            <Button variant="quiet" className="-mr-4" aria-label={t('readOne', { number: orderNumber(orderId) })}>
              {t('read')}
            </Button>
          </form>
        )}
      </div>
    </li>
  );
}
