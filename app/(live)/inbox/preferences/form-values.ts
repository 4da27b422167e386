import { events, type NotificationSettings, type Preferences } from '#lib/accounts/preferences';
import { minorDigits, parseMoney } from '#lib/money';

/** The values of the form: the ways of each event, and the amount as typed. */
export interface FormValues {
  preferences: Preferences;
  alertBelow: string;
}

/** The name of a checkbox. */
export const boxName = (event: string, way: 'byEmail' | 'inApp'): string => `${event}.${way}`;

/** Reads a submitted form. An unticked checkbox is not in it. */
export function readValues(form: FormData): FormValues {
  const ticked = (event: string) => ({
    byEmail: form.has(boxName(event, 'byEmail')),
    inApp: form.has(boxName(event, 'inApp')),
  });
  const preferences = Object.fromEntries(events.map((event) => [event, ticked(event)])) as Preferences;
  return { preferences, alertBelow: String(form.get('alertBelow') ?? '').trim() };
}

/** The form values of stored settings, the amount formatted for the language. */
export function valuesOf(
  { preferences, alertBelow }: NotificationSettings,
  currency: string,
  locale: string,
): FormValues {
  const separator =
    new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  const digits = minorDigits(currency);
  const major = String(alertBelow ?? '').padStart(digits + 1, '0');
  const point = major.length - digits;
  const text = digits > 0 ? `${major.slice(0, point)}${separator}${major.slice(point)}` : major;
  return { preferences, alertBelow: alertBelow === null ? '' : text };
}

/** The settings in form values; null if the amount is invalid. An empty amount turns the alert off. */
export function preferencesOf({ preferences, alertBelow }: FormValues, currency: string): NotificationSettings | null {
  if (alertBelow === '') return { preferences, alertBelow: null };
  const amount = parseMoney(alertBelow, currency);
  return amount === null || amount === 0 ? null : { preferences, alertBelow: amount };
}
