import { type Days, shopToday } from '#lib/office/days';
import { day } from '#lib/office/schemas';

/** The days in an address, the earlier first; from the first of the month to today where there are none. */
export function daysOf(params: Record<string, string | string[] | undefined>): Days {
  const to = day.safeParse(params.to).data ?? shopToday();
  const from = day.safeParse(params.from).data ?? `${to.slice(0, 7)}-01`;
  return from > to ? { from: to, to: from } : { from, to };
}
