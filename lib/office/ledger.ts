import type { Identity } from '#lib/accounts/sign-in';
import {
  readLiabilities,
  readPayouts,
  readTransfers,
  readTrialBalance,
  type TransferFilter,
  type TransferView,
} from '#lib/billing/ledger-read';
import type { Payout } from '#lib/billing/payouts';
import type { Page } from '#lib/db/cursor';
import { shopCurrency } from '#lib/shop/currency';
import { ifAllowed } from './allowed.ts';
import { type Days, oneDay, shopToday, spanOf } from './days.ts';
import { readPeople } from './people.ts';

// What people of the office read of the books. Amounts in minor units, times in ISO 8601.

type Paging = { limit: number; cursor?: string | undefined };

/** A payout as the office sees it, with the name of the customer. */
export type PayoutView = Omit<Payout, 'createdAt' | 'decidedAt'> & {
  name: string;
  createdAt: string;
  decidedAt: string | null;
};

/** A page of what customers asked to be paid out, newest first. */
export const listPayouts = (
  actor: Identity,
  filter: Paging & { state?: Payout['state'] | undefined },
): Promise<Page<PayoutView> | null> =>
  ifAllowed(actor, 'payouts.read', async () => {
    const { items, nextCursor } = await readPayouts(filter);
    const people = await readPeople(items.map(({ userId }) => userId));
    return {
      items: items.map(({ createdAt, decidedAt, ...payout }) => ({
        ...payout,
        name: people.get(payout.userId)?.name ?? '',
        createdAt: createdAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
      })),
      nextCursor,
    };
  });

/** What the shop owed its customers at an instant, now by default, and to whom; only the `limit` largest are named. */
export const reportLiabilities = (actor: Identity, at?: Date, limit?: number) =>
  ifAllowed(actor, 'reports.read', async () => {
    const currency = await shopCurrency();
    return { at: (at ?? new Date()).toISOString(), currency, ...(await readLiabilities(currency, { at, limit })) };
  });

/** The trial balance at an instant, now by default: what every account held, and that it sums to zero. */
export const reportTrialBalance = (actor: Identity, at?: Date) =>
  ifAllowed(actor, 'ledger.read', async () => {
    const byCurrency = Map.groupBy(await readTrialBalance(at), ({ currency }) => currency);
    const currencies = [...byCurrency].map(([currency, held]) => ({
      currency,
      accounts: held.map(({ account, balance }) => ({ account, balance })),
      sum: held.reduce((sum, { balance }) => sum + balance, 0),
    }));
    return { at: (at ?? new Date()).toISOString(), currencies };
  });

/** The last instant of a day of the shop; undefined where it is not over. */
const endOf = (day: string): Date | undefined =>
  day < shopToday() ? new Date(spanOf(oneDay(day)).before.getTime() - 1) : undefined;

/** The trial balance at the end of a day of the shop; today it is the one of now. */
export const reportTrialBalanceOf = (actor: Identity, day: string) => reportTrialBalance(actor, endOf(day));

/** What the shop owed at the end of a day of the shop, and to whom; today it is what it owes now. */
export const reportLiabilitiesOf = (actor: Identity, day: string, limit?: number) =>
  reportLiabilities(actor, endOf(day), limit);

/** A page of all transfers, newest first, of a day or of several days of the shop. */
export const listTransfers = (
  actor: Identity,
  {
    day,
    days = day === undefined ? undefined : oneDay(day),
    ...filter
  }: Paging & Omit<TransferFilter, 'from' | 'before'> & { day?: string | undefined; days?: Days | undefined },
): Promise<Page<TransferView> | null> =>
  ifAllowed(actor, 'ledger.read', async () =>
    readTransfers(await shopCurrency(), { ...filter, ...(days && spanOf(days)) }),
  );
