/** The languages of the product. A shop offers all or some of them: `SHOP_LANGUAGES`. */
export const locales = ['en', 'ru'] as const;
export type Locale = (typeof locales)[number];

/** What each language calls itself. */
export const localeNames: Record<Locale, string> = { en: 'English', ru: 'Русский' };

/** Holds the language that a browser chose. */
export const LOCALE_COOKIE = 'saldo.locale';
/** Holds the IANA time zone of a browser. */
export const TIME_ZONE_COOKIE = 'saldo.time-zone';

export const isLocale = (text: unknown): text is Locale => locales.includes(text as Locale);

/** The language that a record names; English where it names none of ours. */
export const localeOf = (text: string): Locale => (isLocale(text) ? text : 'en');

/** The best of the `offered` languages for an Accept-Language header, by weight and then by order; null where none of ours is named. */
export function preferredLocale(acceptLanguage: string, offered: readonly Locale[] = locales): Locale | null {
  const weighted = acceptLanguage.split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().split(';');
    const weight = /^q=([\d.]+)$/.exec(parameters.join(';').trim())?.[1];
    return { language: tag.split('-')[0]?.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
  });
  const best = weighted
    .filter(({ language, weight }) => isLocale(language) && offered.includes(language) && weight > 0)
    .sort((a, b) => b.weight - a.weight)[0]?.language;
  return isLocale(best) ? best : null;
}
