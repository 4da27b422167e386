import { z } from 'zod';
import type { StatementFilter } from '#lib/billing/read';
import { dayAfter, dayOf, startOfDay } from '#lib/i18n/calendar';

export const kinds = ['deposit', 'withdrawal', 'payment', 'reversal', 'adjustment'] as const;

const day = z.iso.date().refine((text) => text >= '2000' && text < '3000');
const filter = z.object({
  kind: z.enum(kinds).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
});

/** A filter of the statement, as in the query string: the kind, the first day and the last. */
export type WalletFilter = z.infer<typeof filter>;

/** Parses a query string. Invalid values are ignored, and a reversed range is swapped. */
export function filterOf(params: Record<string, string | string[] | undefined>): WalletFilter {
  const { kind, from, to } = filter.parse(params);
  return from && to && from > to ? { kind, from: to, to: from } : { kind, from, to };
}

/** The filter with its days as instants in a time zone. */
export const spanOf = ({ kind, from, to }: WalletFilter, timeZone: string): StatementFilter => ({
  kind,
  from: from ? startOfDay(from, timeZone) : undefined,
  before: to ? startOfDay(dayAfter(to), timeZone) : undefined,
});

/** The filter as query parameters. */
export const queryOf = (filter: WalletFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** The range of a printed statement; by default, from the first of the month to today. */
export function daysOf({ from, to }: WalletFilter, timeZone: string): { from: string; to: string } {
  const last = to ?? dayOf(new Date(), timeZone);
  return { from: from ?? `${last.slice(0, 7)}-01`, to: last };
}
