import { createTranslator } from 'use-intl/core';
import { processWide } from '#lib/process-wide';
import type { Locale } from './locales.ts';
import { texts } from './texts.ts';

/** The texts of e-mails and notifications, outside any page. Translators are kept: making one parses every text. */
export function emailTexts(locale: Locale) {
  return processWide(`email-texts-${locale}`, () =>
    createTranslator({ locale, messages: texts[locale], namespace: 'email' }),
  );
}
