import clsx from 'clsx';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { PageLink } from '#components/ui/page-link';

const sections = { profile: '/settings', security: '/settings/security', data: '/settings/data' } as const;

/** What the settings pages share: the heading, the links between them, and the texts of their forms. */
export async function Frame({ section, children }: { section: keyof typeof sections; children: React.ReactNode }) {
  const [t, { forms, settings }] = await Promise.all([getTranslations('settings'), getMessages()]);
  return (
    <NextIntlClientProvider messages={{ forms, settings }}>
      <div className="grid max-w-3xl gap-6">
        <h1 className="text-head font-strong">{t('title')}</h1>
        <nav aria-label={t('sections')} className="-mx-4 overflow-x-auto border-b border-rule px-4 lg:mx-0 lg:px-0">
          <ul className="flex gap-6">
            {Object.entries(sections).map(([name, href]) => (
              <li key={name}>
                <PageLink
                  href={href}
                  aria-current={name === section ? 'page' : undefined}
                  className={clsx(
                    '-mb-px block min-h-11 content-center border-b-2 whitespace-nowrap',
                    name === section
                      ? 'border-accent font-medium text-ink'
                      : 'border-transparent text-quiet hover:text-ink',
                  )}
                >
                  {t(name as keyof typeof sections)}
                </PageLink>
              </li>
            ))}
          </ul>
        </nav>
        {children}
      </div>
    </NextIntlClientProvider>
  );
}
