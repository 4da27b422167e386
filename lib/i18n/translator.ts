import { createTranslator } from 'use-intl/core';
import { processWide } from '#lib/process-wide';
import en from './en.json' with { type: 'json' };
import type { Locale } from './locales.ts';
import ru from './ru.json' with { type: 'json' };

const texts: Record<Locale, typeof en> = { en, ru };

/** The texts of e-mails and notifications, outside any page. Translators are kept: making one parses every text. */
export function emailTexts(locale: Locale) {
  return processWide(`email-texts-${locale}`, () =>
    createTranslator({ locale, messages: texts[locale], namespace: 'email' }),
  );
}
