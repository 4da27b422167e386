import { type Locale, preferredLocale } from '#lib/i18n/locales';
import { shopIdentity } from '#lib/shop/identity';
import { readUser } from '#lib/user/read';
import type { Call } from './route.ts';

/** The language of the caller: the one that the request asks for, else that of their account. */
export async function localeOf({
  acceptLanguage,
  principal,
}: Pick<Call, 'acceptLanguage' | 'principal'>): Promise<Locale | undefined> {
  const locale = preferredLocale(acceptLanguage, (await shopIdentity()).languages);
  if (locale || principal.kind !== 'user') return locale ?? undefined;
  return (await readUser(principal.userId))?.locale;
}
