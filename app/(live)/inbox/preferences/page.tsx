import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import { Announce } from '#components/ui/announce';
import { ButtonLink } from '#components/ui/button-link';
import { readNotificationSettings } from '#lib/accounts/preferences';
import { requireUser } from '#lib/auth/session';
import { shopCurrency } from '#lib/shop/currency';
import { valuesOf } from './form-values.ts';
import { PreferencesForm } from './preferences-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('preferences');
  return { title: t('title') };
}

/** Which notifications the current user wants, how, and below which balance an alert. */
export default async function PreferencesPage() {
  const { userId } = await requireUser('/inbox/preferences');
  const [t, locale, { forms, preferences }, currency, settings] = await Promise.all([
    getTranslations('preferences'),
    getLocale(),
    getMessages(),
    shopCurrency(),
    readNotificationSettings(userId),
  ]);
  return (
    <div className="grid max-w-xl gap-6">
      <div>
        <ButtonLink href="/inbox" variant="quiet" className="-ml-4">
          ← {t('back')}
        </ButtonLink>
        <h1 className="text-head font-strong">{t('title')}</h1>
        <p className="mt-2 text-quiet">{t('lead')}</p>
      </div>
      <NextIntlClientProvider messages={{ forms, preferences }}>
        <PreferencesForm currency={currency} values={valuesOf(settings, currency, locale)} />
      </NextIntlClientProvider>
      <Announce text={t(settings.alertBelow === null ? 'alertOff' : 'alertOn')} />
    </div>
  );
}
