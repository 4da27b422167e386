import { sendSignals } from '#lib/db/signals';
import type { Locale } from '#lib/i18n/locales';
import * as profile from '#lib/user/profile';
import { profileBody } from './schemas.ts';

/** Changes what a person says of themselves; returns the fields that do not fit, and changes nothing then. */
export async function saveProfile(userId: string, input: unknown): Promise<string[]> {
  const { success, data, error } = profileBody.safeParse(input);
  if (!success) return error.issues.map(({ path }) => String(path[0]));
  await profile.changeProfile(userId, { ...data, phone: data.phone || null, address: data.address || null });
  sendSignals([{ topic: 'user', key: userId }]); // the other tabs show the name
  return [];
}

/** Changes the language that a person is written to in. */
export const saveLocale = (userId: string, locale: Locale): Promise<void> => profile.changeLocale(userId, locale);
