'use server';

import { refresh } from 'next/cache';
import { cookies } from 'next/headers';
import { signOut } from '#lib/auth/auth';
import { env } from '#lib/env';
import { isLocale, LOCALE_COOKIE } from '#lib/i18n/locales';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Signs this browser out. */
export async function signOutAction(): Promise<void> {
  await signOut({ redirectTo: '/' });
}

/** Keeps the language that this browser wants. */
export async function chooseLocaleAction(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (!isLocale(locale)) return;
  (await cookies()).set(LOCALE_COOKIE, locale, {
    maxAge: YEAR_SECONDS,
    sameSite: 'lax',
    httpOnly: true,
    secure: env().PUBLIC_URL.startsWith('https:'),
  });
  refresh();
}
