import type { formats } from './formats.ts';
import type { Locale } from './locales.ts';
import type { texts } from './texts.ts';

declare module 'next-intl' {
  interface AppConfig {
    Messages: (typeof texts)['en'];
    Locale: Locale;
    Formats: typeof formats;
  }
}
