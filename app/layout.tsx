import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { env } from '#lib/env';
import { Shell } from './_shell/shell.tsx';
import { chosenTheme } from './_shell/theme.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  const shop = env().SHOP_NAME;
  return { title: { default: shop, template: `%s · ${shop}` }, description: t('description', { shop }) };
}

const paper = { light: '#fbfaf8', dark: '#12110f' };

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  if (theme !== 'system') return { colorScheme: theme, themeColor: paper[theme] };
  return {
    colorScheme: 'light dark',
    themeColor: [
      { media: '(prefers-color-scheme: light)', color: paper.light },
      { media: '(prefers-color-scheme: dark)', color: paper.dark },
    ],
  };
}

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const [locale, theme, { forms, shop, slip, error }] = await Promise.all([getLocale(), chosenTheme(), getMessages()]);
  return (
    <html lang={locale} data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        {/* The texts of what runs in the browser, not all of them. */}
        <NextIntlClientProvider messages={{ forms, shop, slip, error }}>
          <Shell>{children}</Shell>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
