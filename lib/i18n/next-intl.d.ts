import type en from './en.json';
import type { formats } from './formats.ts';
import type { Locale } from './locales.ts';

declare module 'next-intl' {
  interface AppConfig {
    Messages: typeof en;
    Locale: Locale;
    Formats: typeof formats;
  }
}
