'use client';

import clsx from 'clsx';
import { usePathname } from 'next/navigation';
import { PageLink, usePendingHref } from '#components/ui/page-link';

interface NavigationLinkProps {
  href: string;
  label: string;
  icon: React.ReactNode;
  /** A count shown as a badge; zero shows none. */
  count?: number;
  /** The count in words, for screen readers. */
  countLabel?: string;
  /** Hidden on phones, whose bottom bar holds the everyday pages only. */
  wideOnly?: boolean;
}

/** A link of the main navigation, highlighted while its page or a page below it is open. */
export function NavigationLink({ href, label, icon, count = 0, countLabel, wideOnly = false }: NavigationLinkProps) {
  const pathname = usePathname();
  const leadsTo = (path: string) => (href === '/' ? path === '/' : path.startsWith(href));
  const isMarked = leadsTo(usePendingHref() ?? pathname);
  return (
    <li className={clsx('flex-1', wideOnly && 'max-lg:hidden')}>
      <PageLink
        href={href}
        aria-current={leadsTo(pathname) ? 'page' : undefined}
        className={clsx(
          'relative grid min-h-14 place-items-center content-center gap-0.5 text-note lg:flex lg:min-h-11 lg:justify-start lg:gap-3 lg:rounded-control lg:px-3 lg:text-body lg:hover:bg-tint',
          isMarked ? 'font-medium text-accent lg:bg-tint' : 'text-quiet',
        )}
      >
        {icon}
        {label}
        {count > 0 && (
          <span className="figures absolute top-1.5 left-1/2 ml-1.5 min-w-5 rounded-control bg-accent px-1 text-center text-note text-on-accent lg:static lg:ml-auto">
            <span aria-hidden>{count}</span>
            <span className="sr-only">{countLabel}</span>
          </span>
        )}
      </PageLink>
    </li>
  );
}
