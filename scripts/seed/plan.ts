import { dayOf, startOfDay, timeOn } from '#lib/i18n/calendar';

// When the customers of the demo shop come: most in the morning and at noon. Nothing is left to chance, so that every first start makes the same.

const DAY_MS = 86_400_000;

/** So many days before the one of the first start have a history. */
const PAST_DAYS = 7;

const OPENING = '07:30:00';
const MINUTE_MS = 60_000;
/** In minutes after the opening. */
const CLOSING = 650;

/** Colleagues come together: so many times so many of them, in so many minutes from a minute after the opening on. */
const rushes = [
  { from: 32, minutes: 98, times: 3, together: 3 },
  { from: 145, minutes: 80, times: 1, together: 2 },
  { from: 245, minutes: 110, times: 3, together: 4 },
  { from: 395, minutes: 190, times: 2, together: 3 },
];

/** A day of the shop. */
interface DayPlan {
  day: string;
  opening: Date;
  /** When customers come, and how many of them. */
  visits: { moment: Date; together: number }[];
  /** When the day is closed. */
  closing: Date;
}

/** A history until a moment: the days before that of the moment, on the clocks of the shop, and that one, the first one first. */
export interface Plan {
  now: Date;
  days: DayPlan[];
}

export function planOf(now: Date, timeZone: string): Plan {
  const today = dayOf(now, timeZone);
  const days = Array.from({ length: PAST_DAYS + 1 }, (_, index) => {
    const day = new Date(Date.parse(today) - (PAST_DAYS - index) * DAY_MS).toISOString().slice(0, 10);
    const opening = timeOn(day, OPENING, timeZone);
    const after = (minutes: number) => new Date(opening.getTime() + Math.round(minutes * 60) * 1_000);
    const visits = rushes.flatMap(({ from, minutes, times, together }) =>
      Array.from({ length: times }, (_, place) => {
        const chance = ((place * 5 + index * 7) * GOLDEN) % 1;
        return {
          moment: after(from + ((place + chance) / times) * minutes),
          together: chance > 0.8 ? together + 1 : together,
        };
      }),
    );
    return { day, opening, visits, closing: after(CLOSING) };
  });
  return { now, days };
}

/** Multiples of it scatter well. */
const GOLDEN = 0.618;

/** Less than after how long an order at the counter is late. */
const LATELY_MS = 9 * MINUTE_MS;

/** So many moments in the last minutes before one, as far as they belong to its day. */
export function lately(moment: Date, timeZone: string, count: number): Date[] {
  const midnight = startOfDay(dayOf(moment, timeZone), timeZone).getTime();
  const start = Math.max(midnight, moment.getTime() - LATELY_MS);
  return Array.from(
    { length: count },
    (_, index) => new Date(start + Math.floor(((moment.getTime() - start) * index) / count)),
  );
}
