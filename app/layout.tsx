import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { accentOf } from '#lib/brand/accent';
import { env } from '#lib/env';
import { shopIdentity } from '#lib/shop/identity';
import { geist, geistMono } from './_fonts/fonts.ts';
import { Shell } from './_shell/shell.tsx';
import { chosenTheme } from './_shell/theme.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale, { name: shop }] = await Promise.all([getTranslations('app'), getLocale(), shopIdentity()]);
  const { PUBLIC_URL } = env();
  const description = t('description', { shop });
  return {
    metadataBase: new URL(PUBLIC_URL),
    title: { default: shop, template: `%s · ${shop}` },
    description,
    applicationName: shop,
    // Search results and product sheets are views of the shop, not pages of their own.
    alternates: { canonical: './' },
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/icons/180' },
    openGraph: { type: 'website', siteName: shop, title: shop, description, locale, url: './' },
    twitter: { card: 'summary_large_image' },
    // Order numbers are not telephone numbers.
    formatDetection: { telephone: false },
  };
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

/** The shop's accent colours, which override the default ones in globals.css. */
function accentStyle(accent: string | undefined): React.CSSProperties {
  const { light, dark } = accentOf(accent);
  return {
    '--color-accent': `light-dark(${light.accent}, ${dark.accent})`,
    '--color-on-accent': `light-dark(${light.onAccent}, ${dark.onAccent})`,
    '--color-tint': `light-dark(${light.tint}, ${dark.tint})`,
  } as React.CSSProperties;
}

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const [locale, theme, { forms, shop, error }, { accent }] = await Promise.all([
    getLocale(),
    chosenTheme(),
    getMessages(),
    shopIdentity(),
  ]);
  return (
    <html
      lang={locale}
      data-theme={theme}
      className={`${geist.variable} ${geistMono.variable}`}
      style={accentStyle(accent)}
    >
      <body>
        {/* Only the texts that client components of every page use. */}
        <NextIntlClientProvider messages={{ forms, shop, error }}>
          <Shell>{children}</Shell>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
