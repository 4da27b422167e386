import type { Identity } from '#lib/accounts/sign-in';
import {
  type ByMethod,
  type ClosedDay,
  closeDay,
  countable,
  type DayToClose,
  methods,
  readClose,
  readCloses,
  readOpenDay,
} from '#lib/billing/day-close';
import { env } from '#lib/env';
import type { Result } from '#lib/gateway/outcomes';
import { dayAfter, dayOf, startOfDay } from '#lib/i18n/calendar';
import { shopCurrency } from '#lib/shop/currency';
import { ifAllowed } from './allowed.ts';
import { type NotAllowed, type OfficeContext, type OfficeRequest, officeOperation } from './operation.ts';

export { countable, methods };

/** The day that it is in the shop. */
export const shopToday = (): string => dayOf(new Date(), env().SHOP_TIME_ZONE);

/** Days of the shop, from the first to the last. */
export interface Days {
  from: string;
  to: string;
}

/** One day of the shop. */
export const oneDay = (day: string): Days => ({ from: day, to: day });

/** The days from one to another, the earlier first; by default from the first of the month to today. */
export function daysBetween({ from, to = shopToday() }: Partial<Record<keyof Days, string | undefined>>): Days {
  const first = from ?? `${to.slice(0, 7)}-01`;
  return first > to ? { from: to, to: first } : { from: first, to };
}

/** From when to when days last in the shop. */
export const spanOf = ({ from, to }: Days): { from: Date; before: Date } => ({
  from: startOfDay(from, env().SHOP_TIME_ZONE),
  before: startOfDay(dayAfter(to), env().SHOP_TIME_ZONE),
});

/** A day of the shop: closed, or open with the figures as they stand now. Amounts in minor units. */
export type DayView =
  | ({ state: 'closed' } & ClosedDay)
  | { state: 'open'; day: string; currency: string; expected: ByMethod; totals: ClosedDay['totals'] };

/** A day of the shop. An open day shows everything since the last one that was closed. */
export const readDay = (actor: Identity, day: string): Promise<DayView | null> =>
  ifAllowed(actor, 'reports.read', async () => {
    const close = await readClose(day);
    if (close) return { state: 'closed', ...close };
    const currency = await shopCurrency();
    return { state: 'open', day, currency, ...(await readOpenDay(currency)) };
  });

/** The closed days, the last one first. */
export const listClosedDays = (actor: Identity, limit: number): Promise<ClosedDay[] | null> =>
  ifAllowed(actor, 'reports.read', () => readCloses(limit));

/** Whether a day was closed. */
export type DayOutcome =
  | { kind: 'closed'; close: ClosedDay }
  | { kind: 'already-closed'; number: number }
  | { kind: 'later-closed'; day: string }
  | { kind: 'not-begun' }
  | { kind: 'reason-needed'; expected: ByMethod };

/** Closes a day of the shop: what was counted against what the books say, with a reason where they differ. It stays as it is for good. */
export async function closeShopDay(
  day: string,
  request: OfficeRequest<{ counted: ByMethod; reason?: string | undefined }>,
): Promise<Result<DayOutcome | NotAllowed>> {
  const { counted, reason = null } = request.body;
  const facts = { day, currency: await shopCurrency(), counted, reason, closedBy: request.actor.userId };
  return officeOperation<DayOutcome>('days.close', request, (context) => closeAndRecord(context, facts));
}

/** Closes a day of the shop and records it in the audit log, in the caller's transaction. */
export async function closeAndRecord(
  { tx, record }: OfficeContext,
  facts: Omit<DayToClose, 'from' | 'end'>,
): Promise<DayOutcome> {
  const { day, counted } = facts;
  const { from, before: end } = spanOf(oneDay(day));
  const outcome = await closeDay(tx, { ...facts, from, end });
  if (outcome.kind === 'already-closed') return { kind: outcome.kind, number: outcome.close.number };
  if (outcome.kind !== 'closed') return outcome;
  const { expected, number, hash, reason } = outcome.close;
  await record({
    action: 'day-closed',
    subject: `day:${day}`,
    before: { expected },
    after: { counted, number, hash },
    reason,
  });
  return outcome;
}

/** What was counted less what the books say, in minor units, over all that can be counted. */
export const differenceOf = ({ expected, counted }: Pick<ClosedDay, 'expected' | 'counted'>): number =>
  countable.reduce((sum, method) => sum + (counted[method] ?? 0) - (expected[method] ?? 0), 0);
