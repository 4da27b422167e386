const DAY_MS = 24 * 60 * 60 * 1_000;

/** The first instant of a day (`2026-03-29`) on the clocks of a time zone. */
export const startOfDay = (day: string, timeZone: string): Date => timeOn(day, '00:00:00', timeZone);

/** When the clocks of a time zone show a time of a day (`2026-03-29`, `08:30:00`); `24:00:00` is its end. */
export function timeOn(day: string, time: string, timeZone: string): Date {
  const shown = Date.parse(`${day}T${time}Z`);
  // Near a change of clocks the first guess may use the offset of the wrong side; the corrected guess does not.
  const guess = shown - offsetAt(shown, timeZone);
  return new Date(shown - offsetAt(guess, timeZone));
}

/** When the clocks of a time zone show what a browser's field holds: `2026-03-29T18:30`. Invalid where that is no time. */
export function instantOf(localTime: string, timeZone: string): Date {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(localTime) ?? [];
  const isTime = day && time && !Number.isNaN(Date.parse(`${day}T${time}Z`));
  return isTime ? timeOn(day, `${time}:00`, timeZone) : new Date(Number.NaN);
}

/** What the clocks of a time zone show at an instant, as {@link instantOf} reads it. */
export const localTimeOf = (time: Date, timeZone: string): string =>
  new Date(time.getTime() + offsetAt(time.getTime(), timeZone)).toISOString().slice(0, 16);

/** The day after a day. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** The day that an instant belongs to on the clocks of a time zone. */
export const dayOf = (time: Date, timeZone: string): string => localTimeOf(time, timeZone).slice(0, 10);

/** How many milliseconds the clocks of a time zone are ahead of UTC at an instant. */
function offsetAt(time: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours = 0, minutes = 0] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
