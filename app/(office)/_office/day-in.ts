import { shopToday } from '#lib/office/days';
import { day } from '#lib/office/schemas';

/** The day of the shop that an address names; today where it names none. */
export const dayIn = (params: Record<string, string | string[] | undefined>): string =>
  day.safeParse(params.day).data ?? shopToday();
