import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { currentUser } from '#lib/auth/session';
import { formats } from '#lib/i18n/formats';
import { isLocale, LOCALE_COOKIE, type Locale, preferredLocale, TIME_ZONE_COOKIE } from '#lib/i18n/locales';
import { texts } from '#lib/i18n/texts';
import { shopIdentity } from '#lib/shop/identity';

/** Language and time zone of a page. next-intl finds this file by its place in next.config.ts. */
export default getRequestConfig(async () => {
  const locale = await chosenLocale();
  return { locale, messages: texts[locale], timeZone: await timeZone(), formats };
});

/**
 * Of the shop's languages: the one this browser chose, else the one of the account, else the one the browser prefers.
 */
async function chosenLocale(): Promise<Locale> {
  const { languages: offered } = await shopIdentity();
  const isOffered = (text: unknown): text is Locale => isLocale(text) && offered.includes(text);
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isOffered(chosen)) return chosen;
  const registered = (await currentUser())?.locale;
  if (isOffered(registered)) return registered;
  return preferredLocale((await headers()).get('accept-language') ?? '', offered) ?? offered[0] ?? 'en';
}

/** The browser's time zone from its cookie, so that pages rendered on the server show local times. */
async function timeZone(): Promise<string> {
  const zone = (await cookies()).get(TIME_ZONE_COOKIE)?.value;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC'; // no time zone that this server knows
  }
}
