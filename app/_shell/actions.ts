'use server';

import { refresh } from 'next/cache';
import { cookies } from 'next/headers';
import { saveLocale } from '#lib/accounts/profile';
import { signOut } from '#lib/auth/auth';
import { currentUser } from '#lib/auth/session';
import { env } from '#lib/env';
import { isLocale, LOCALE_COOKIE } from '#lib/i18n/locales';
import { CART_COOKIE } from '../(live)/(shop)/_cart/cart.ts';
import { isTheme, THEME_COOKIE } from './theme.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Signs out this browser and empties its cart. */
export async function signOutAction(): Promise<void> {
  (await cookies()).delete(CART_COOKIE);
  await signOut({ redirectTo: '/' });
}

/** Saves the language of this browser and, if somebody is signed in, of their account and mails. */
export async function chooseLocaleAction(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (!isLocale(locale)) return;
  await keep(LOCALE_COOKIE, locale);
  const user = await currentUser();
  if (user) await saveLocale(user.userId, locale);
  refresh();
}

/** Saves the theme of this browser. */
export async function chooseThemeAction(form: FormData): Promise<void> {
  const theme = form.get('theme');
  if (!isTheme(theme)) return;
  await keep(THEME_COOKIE, theme);
  refresh();
}

async function keep(cookie: string, value: string): Promise<void> {
  (await cookies()).set(cookie, value, {
    maxAge: YEAR_SECONDS,
    sameSite: 'lax',
    httpOnly: true,
    secure: env().PUBLIC_URL.startsWith('https:'),
  });
}
