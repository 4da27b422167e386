/** The languages of the product, the default first. */
export const locales = ['en', 'ru'] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = 'en';

export const isLocale = (text: unknown): text is Locale => locales.includes(text as Locale);
