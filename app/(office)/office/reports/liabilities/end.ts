import { oneDay, shopToday, spanOf } from '#lib/office/days';
import { day } from '#lib/office/schemas';

/** The day in an address; today where there is none. */
export const dayIn = (params: Record<string, string | string[] | undefined>): string =>
  day.safeParse(params.day).data ?? shopToday();

/** The last instant of a day of the shop. */
export const endOf = (of: string): Date => new Date(spanOf(oneDay(of)).before.getTime() - 1);
