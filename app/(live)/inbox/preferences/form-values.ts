import { events, type NotificationSettings, type Preferences } from '#lib/accounts/preferences';
import { minorDigits, parseMoney } from '#lib/money';

/** The form as it was filled in: the ways of each event, and the amount as typed. */
export interface Typed {
  preferences: Preferences;
  alertBelow: string;
}

/** The name of a checkbox. */
export const boxName = (event: string, way: 'byEmail' | 'inApp'): string => `${event}.${way}`;

/** Reads a submitted form. An unticked checkbox is not in it. */
export function readValues(form: FormData): Typed {
  const ticked = (event: string) => ({
    byEmail: form.has(boxName(event, 'byEmail')),
    inApp: form.has(boxName(event, 'inApp')),
  });
  const preferences = Object.fromEntries(events.map((event) => [event, ticked(event)])) as Preferences;
  return { preferences, alertBelow: String(form.get('alertBelow') ?? '').trim() };
}

/** The form as it shows the settings of its owner, the amount as people of that language write it. */
export function valuesOf({ preferences, alertBelow }: NotificationSettings, currency: string, locale: string): Typed {
  const separator =
    new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const digits = minorDigits(currency);
  const major = String(alertBelow ?? '').padStart(digits + 1, '0');
  const point = major.length - digits;
  const text = digits > 0 ? `${major.slice(0, point)}${separator}${major.slice(point)}` : major;
  return { preferences, alertBelow: alertBelow === null ? '' : text };
}

/** The settings in a form; null if the amount is none. An empty amount ends the alert. */
export function preferencesOf({ preferences, alertBelow }: Typed, currency: string): NotificationSettings | null {
  if (alertBelow === '') return { preferences, alertBelow: null };
  const amount = parseMoney(alertBelow, currency);
  return amount === null || amount === 0 ? null : { preferences, alertBelow: amount };
}
