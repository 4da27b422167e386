import { getFormatter } from 'next-intl/server';

/** How the days of the week are called on the page; 0 is Sunday. */
export async function weekdayNames(): Promise<(weekday: number) => string> {
  const format = await getFormatter();
  // The fourth of January 2026 was a Sunday.
  return (weekday) => format.dateTime(new Date(Date.UTC(2026, 0, 4 + weekday)), { weekday: 'long', timeZone: 'UTC' });
}
