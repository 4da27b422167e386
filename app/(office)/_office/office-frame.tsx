import { Store } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { PageLink } from '#components/ui/page-link';
import { currentUser } from '#lib/auth/session';
import { LostConnection } from '../../_live/lost-connection.tsx';
import { OfficeLink } from './office-link.tsx';
import { sectionsFor } from './sections.ts';

/** The frame of every screen of the office: its navigation stands above it, on a wide screen beside it. The shell of the shop hides around it. */
export async function OfficeFrame({ children }: { children: React.ReactNode }) {
  const [t, user] = await Promise.all([getTranslations('office'), currentUser()]);
  return (
    <div data-office className="xl:grid xl:grid-cols-[11rem_1fr] xl:gap-8 print:block!">
      <nav
        aria-label={t('navigation')}
        className="-mx-4 mb-4 flex overflow-x-auto border-b border-rule px-4 pb-2 lg:-mx-6 lg:px-6 xl:sticky xl:top-5 xl:mx-0 xl:block xl:self-start xl:border-b-0 xl:px-0 print:hidden"
      >
        <ul className="flex gap-1 xl:grid">
          {user &&
            sectionsFor(user.role).map(({ name, href }) => (
              <OfficeLink key={href} href={href} label={t(`sections.${name}`)} />
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
      <div className="min-w-0">
        <LostConnection text={t('lost')} />
        {children}
      </div>
    </div>
  );
}
