import { Settings } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Mark } from '#components/brand/mark';
import { NavigationProvider, PageContent, PageLink } from '#components/ui/page-link';
import { currentUser } from '#lib/auth/session';
import { shopIdentity } from '#lib/shop/identity';
import { BalanceFigure } from './balance-figure.tsx';
import { Footer } from './footer.tsx';
import { Navigation } from './navigation.tsx';

/** The frame around every page: bars at the top and bottom of a phone, a side column on a wide screen. */
export async function Shell({ children }: { children: React.ReactNode }) {
  const [t, user, { name }] = await Promise.all([getTranslations('app'), currentUser(), shopIdentity()]);
  return (
    <NavigationProvider>
      <div className="group/shell mx-auto min-h-dvh max-w-7xl lg:grid lg:grid-cols-[15rem_1fr] lg:items-start lg:has-data-office:block has-data-bare:max-w-none">
        <a
          href="#main"
          className="sr-only z-20 rounded-control bg-accent px-4 py-3 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t('skip')}
        </a>
        {/* On a wide screen the balance stays visible while the page scrolls. The office has a frame of its own. */}
        <div className="contents group-has-data-office/shell:hidden! lg:sticky lg:top-0 lg:block lg:h-dvh lg:overflow-y-auto lg:border-r lg:border-rule">
          <header className="print:hidden sticky top-0 z-10 flex min-h-14 items-center justify-between gap-4 border-b border-rule bg-paper px-4 lg:static lg:block lg:border-b-0 lg:px-6 lg:pt-8">
            <PageLink href="/" className="flex min-w-0 items-center gap-2 text-title font-strong tracking-tight">
              <Mark size={22} className="shrink-0" />
              <span className="truncate">{name}</span>
            </PageLink>
            {user && (
              <div className="flex shrink-0 items-center gap-1">
                <BalanceFigure userId={user.userId} />
                <PageLink
                  href="/settings"
                  aria-label={t('settings')}
                  className="-mr-3 grid size-11 shrink-0 place-items-center text-quiet hover:text-ink lg:hidden"
                >
                  <Settings aria-hidden size={20} />
                </PageLink>
              </div>
            )}
          </header>
          <Navigation user={user} />
        </div>
        <div className="flex min-w-0 flex-col px-4 pt-6 pb-24 group-has-data-office/shell:pb-8 lg:min-h-dvh lg:px-10 lg:py-8 lg:group-has-data-office/shell:px-6 lg:group-has-data-office/shell:py-5">
          <PageContent loading={t('loading')} offline={t('offline')}>
            {children}
          </PageContent>
          <Footer user={user} />
        </div>
      </div>
    </NavigationProvider>
  );
}
