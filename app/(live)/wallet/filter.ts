import { z } from 'zod';
import type { StatementFilter } from '#lib/billing/read';
import { dayAfter, dayOf, startOfDay } from '#lib/i18n/calendar';

export const kinds = ['deposit', 'withdrawal', 'payment', 'reversal'] as const;

const day = z.iso.date().refine((text) => text >= '2000' && text < '3000');
const filter = z.object({
  kind: z.enum(kinds).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
});

/** A filter of the statement as it stands in an address: a kind, and the first and the last day. */
export type WalletFilter = z.infer<typeof filter>;

/** The filter in an address. What is no kind or no day does not count; days the wrong way round are turned. */
export function filterOf(params: Record<string, string | string[] | undefined>): WalletFilter {
  const { kind, from, to } = filter.parse(params);
  return from && to && from > to ? { kind, from: to, to: from } : { kind, from, to };
}

/** The filter in instants, days being those of a time zone. */
export const spanOf = ({ kind, from, to }: WalletFilter, timeZone: string): StatementFilter => ({
  kind,
  from: from ? startOfDay(from, timeZone) : undefined,
  before: to ? startOfDay(dayAfter(to), timeZone) : undefined,
});

/** The filter as it stands in an address. */
export const queryOf = (filter: WalletFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** The days of a printed statement: where the filter names none, those of this month so far. */
export function daysOf({ from, to }: WalletFilter, timeZone: string): { from: string; to: string } {
  const last = to ?? dayOf(new Date(), timeZone);
  return { from: from ?? `${last.slice(0, 7)}-01`, to: last };
}
