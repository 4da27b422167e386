import { getFormatter, getLocale } from 'next-intl/server';
import { OrderBadge } from '#components/orders/order-badge';
import { Money } from '#components/ui/money';
import { PageLink } from '#components/ui/page-link';
import { readDevices } from '#lib/accounts/sessions';
import { readEntries } from '#lib/billing/read';
import { readNotifications } from '#lib/notification/read';
import { readOrders } from '#lib/order/read';
import { Statement } from '../../../../(live)/wallet/statement.tsx';

const LINES = 20;

/** The last lines of a customer's statement. */
export async function Ledger({ userId, currency, empty }: { userId: string; currency: string; empty: string }) {
  const { items } = await readEntries(userId, currency, { limit: LINES });
  if (items.length === 0) return <p className="text-quiet">{empty}</p>;
  return <Statement lines={items} currency={currency} ordersPath="/office/orders" />;
}

/** The last orders of a customer. */
export async function Orders({ userId, empty }: { userId: string; empty: string }) {
  const [format, locale, { items }] = await Promise.all([
    getFormatter(),
    getLocale(),
    readOrders(userId, { limit: LINES }),
  ]);
  if (items.length === 0) return <p className="text-quiet">{empty}</p>;
  return (
    <ul className="grid">
      {items.map(({ orderId, items: lines, total, currency: of, status, createdAt }) => (
        <li key={orderId} className="grid grid-cols-[1fr_auto] gap-x-4 border-b border-rule py-2">
          <PageLink href={`/office/orders/${orderId}`} className="truncate hover:underline">
            {lines.map((line) => `${line.quantity} × ${line.name}`).join(', ')}
          </PageLink>
          <Money amount={total} currency={of} locale={locale} className="text-right" />
          <span className="text-note text-quiet">{format.dateTime(new Date(createdAt), 'moment')}</span>
          <span className="text-right">
            <OrderBadge status={status} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Where a customer is signed in. */
export async function Devices({ userId, empty }: { userId: string; empty: string }) {
  const [format, devices] = await Promise.all([getFormatter(), readDevices(userId)]);
  if (devices.length === 0) return <p className="text-quiet">{empty}</p>;
  return (
    <ul className="grid gap-2">
      {devices.map(({ sessionId, userAgent, lastSeenAt }) => (
        <li key={sessionId}>
          <span className="block truncate">{userAgent}</span>
          <span className="text-note text-quiet">{format.dateTime(lastSeenAt, 'moment')}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a customer was told lately. */
export async function Notifications({ userId, empty }: { userId: string; empty: string }) {
  const [format, { items }] = await Promise.all([getFormatter(), readNotifications(userId, { limit: LINES })]);
  if (items.length === 0) return <p className="text-quiet">{empty}</p>;
  return (
    <ul className="grid gap-2">
      {items.map(({ notificationId, subject, createdAt }) => (
        <li key={notificationId}>
          <span className="block wrap-anywhere">{subject}</span>
          <span className="text-note text-quiet">{format.dateTime(new Date(createdAt), 'moment')}</span>
        </li>
      ))}
    </ul>
  );
}
