import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { env } from '#lib/env';
import { Shell } from './_shell/shell.tsx';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('app');
  const shop = env().SHOP_NAME;
  return { title: { default: shop, template: `%s · ${shop}` }, description: t('description', { shop }) };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#12110f' },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const [locale, { forms, shop, slip, error }] = await Promise.all([getLocale(), getMessages()]);
  return (
    <html lang={locale} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        {/* The texts of what runs in the browser, not all of them. */}
        <NextIntlClientProvider messages={{ forms, shop, slip, error }}>
          <Shell>{children}</Shell>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
