import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { PageLink } from '#components/ui/page-link';
import type { CurrentUser } from '#lib/auth/session';
import { localeNames } from '#lib/i18n/locales';
import { shopIdentity } from '#lib/shop/identity';
import { ActionForm } from '../_forms/action-form.tsx';
import { chooseLocaleAction, signOutAction } from './actions.ts';

/** The language switch, and the account of whoever is signed in. */
export async function Footer({ user }: { user: CurrentUser | null }) {
  const [t, current, { languages }] = await Promise.all([getTranslations('app'), getLocale(), shopIdentity()]);
  return (
    <footer className="print:hidden group-has-data-bare/shell:hidden mt-12 flex flex-wrap items-center justify-between gap-x-6 border-t border-rule pt-2 text-note">
      {languages.length > 1 && (
        <ActionForm action={chooseLocaleAction} aria-label={t('language')} className="flex flex-wrap">
          {languages.map((locale) => (
            <Button
              key={locale}
              name="locale"
              value={locale}
              lang={locale}
              variant="quiet"
              aria-pressed={locale === current}
              className="first-of-type:-ml-4 aria-pressed:text-ink"
            >
              {localeNames[locale]}
            </Button>
          ))}
        </ActionForm>
      )}
      <PageLink
        href="/styles"
        className="min-h-11 content-center text-quiet underline-offset-4 hover:text-ink hover:underline lg:hidden"
      >
        {t('styles')}
      </PageLink>
      {user && (
        <ActionForm
          action={signOutAction}
          className="flex min-w-0 flex-wrap items-center gap-1 max-sm:grow max-sm:justify-between"
        >
          <PageLink
            href="/settings"
            className="min-h-11 min-w-0 content-center truncate px-4 text-quiet max-sm:-ml-4 max-sm:max-w-[65%] underline-offset-4 hover:text-ink hover:underline"
          >
            {user.name}
          </PageLink>
          <Button variant="quiet" className="-mr-4">
            {t('signOut')}
          </Button>
        </ActionForm>
      )}
    </footer>
  );
}
