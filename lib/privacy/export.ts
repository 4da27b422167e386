import { readDevices } from '#lib/accounts/sessions';
import { readTokens } from '#lib/accounts/tokens';
import { readAlertBelow } from '#lib/billing/alerts';
import { readAccount, readEntries } from '#lib/billing/read';
import { readInbox } from '#lib/notification/inbox';
import { readPreferences } from '#lib/notification/preferences';
import { readNotifications } from '#lib/notification/read';
import { readOrders } from '#lib/order/read';
import { shopCurrency } from '#lib/shop/currency';
import { readProfile } from '#lib/user/read';

type Page<Item> = { items: Item[]; nextCursor: string | null };

/** Everything that is kept about a person, without secrets. Amounts in minor units; times become ISO 8601 when it is written as JSON. */
export async function readAccountData(userId: string) {
  const currency = await shopCurrency();
  const [profile, account, alertBelow, entries, orders, notifications, alerts, preferences, devices, tokens] =
    await Promise.all([
      readProfile(userId),
      readAccount(userId, currency),
      readAlertBelow(userId, currency),
      everything((page) => readEntries(userId, currency, page)),
      everything((page) => readOrders(userId, page)),
      everything((page) => readNotifications(userId, page)),
      everything((page) => readInbox(userId, { ...page, filter: 'alerts' })),
      readPreferences(userId),
      readDevices(userId),
      readTokens(userId),
    ]);
  return {
    profile,
    account: { ...account, alertBelow },
    entries,
    orders,
    notifications,
    alerts,
    preferences,
    devices,
    tokens,
  };
}

/** All pages of a list. */
async function everything<Item>(
  read: (page: { limit: number; cursor?: string | undefined }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | null | undefined;
  do {
    const { items, nextCursor } = await read({ limit: 100, cursor: cursor ?? undefined });
    all.push(...items);
    cursor = nextCursor;
  } while (cursor);
  return all;
}
