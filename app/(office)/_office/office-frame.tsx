import { Store } from 'lucide-react';
import { getMessages, getTranslations } from 'next-intl/server';
import { PageLink } from '#components/ui/page-link';
import { currentUser } from '#lib/auth/session';
import { LostConnection } from '../../_live/lost-connection.tsx';
import { OfficeLink } from './office-link.tsx';
import { PaletteButton } from './palette/palette-button.tsx';
import { sectionsFor } from './sections.ts';

/** The frame of every screen of the office: its navigation stands above it, on a wide screen beside it. The shell of the shop hides around it. */
export async function OfficeFrame({ children }: { children: React.ReactNode }) {
  const [t, user, { office }] = await Promise.all([getTranslations('office'), currentUser(), getMessages()]);
  const screens = user ? sectionsFor(user.role).map(({ name, href }) => ({ href, name: t(`sections.${name}`) })) : [];
  return (
    <div data-office className="xl:grid xl:grid-cols-[11rem_1fr] xl:gap-8 print:block!">
      <div className="mb-4 xl:sticky xl:top-5 xl:mb-0 xl:self-start print:hidden">
        {user && <PaletteButton screens={screens} texts={office.palette} />}
        <nav
          aria-label={t('navigation')}
          className="-mx-4 mt-2 flex overflow-x-auto border-b border-rule px-4 pb-2 lg:-mx-6 lg:px-6 xl:mx-0 xl:block xl:border-b-0 xl:px-0"
        >
          <ul className="flex gap-1 xl:grid">
            {screens.map(({ name, href }) => (
              <OfficeLink key={href} href={href} label={name} />
            ))}
            <li>
              <PageLink
                href="/"
                className="flex min-h-11 items-center gap-2 whitespace-nowrap rounded-control px-3 text-quiet hover:bg-tint"
              >
                <Store aria-hidden size={18} />
                {t('toShop')}
              </PageLink>
            </li>
          </ul>
        </nav>
      </div>
      <div className="min-w-0">
        <LostConnection text={t('lost')} />
        {children}
      </div>
    </div>
  );
}
