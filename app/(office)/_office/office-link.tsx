'use client';

import clsx from 'clsx';
import { usePathname } from 'next/navigation';
import { PageLink, usePendingHref } from '#components/ui/page-link';

/** A link of the office's navigation, highlighted while its screen or a page below it is open. */
export function OfficeLink({ href, label }: { href: string; label: string }) {
  const pathname = usePathname();
  const leadsTo = (path: string) => (href === '/office' ? path === href : path.startsWith(href));
  return (
    <li>
      <PageLink
        href={href}
        aria-current={leadsTo(pathname) ? 'page' : undefined}
        className={clsx(
          'flex min-h-11 items-center whitespace-nowrap rounded-control px-3 hover:bg-tint',
          leadsTo(usePendingHref() ?? pathname) ? 'bg-tint font-medium text-accent' : 'text-quiet',
        )}
      >
        {label}
      </PageLink>
    </li>
  );
}
