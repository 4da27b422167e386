import { type Days, daysBetween } from '#lib/office/days';
import { day } from '#lib/office/schemas';

/** The days in an address; from the first of the month to today where there are none. */
export const daysOf = ({ from, to }: Record<string, string | string[] | undefined>): Days =>
  daysBetween({ from: day.safeParse(from).data, to: day.safeParse(to).data });
