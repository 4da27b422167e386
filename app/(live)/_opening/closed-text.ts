import { getFormatter, getTranslations } from 'next-intl/server';
import { env } from '#lib/env';
import { dayAfter, dayOf } from '#lib/i18n/calendar';
import { readOpening } from '#lib/order/read';

/** That the shop is closed and when it opens, on its own clocks; null while it is open. */
export async function closedText(): Promise<string | null> {
  const [t, format, opening] = await Promise.all([getTranslations('shop'), getFormatter(), readOpening()]);
  if (opening.isOpen) return null;
  const { opensAt } = opening;
  if (!opensAt) return t('closed.unknown');
  const timeZone = env().SHOP_TIME_ZONE;
  const [today, day] = [dayOf(new Date(), timeZone), dayOf(opensAt, timeZone)];
  const time = format.dateTime(opensAt, 'clock', { timeZone });
  if (day === today) return t('closed.today', { time });
  if (day === dayAfter(today)) return t('closed.tomorrow', { time });
  const date = format.dateTime(opensAt, { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  return t('closed.later', { day: date, time });
}
