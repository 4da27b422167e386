'use client';

import clsx from 'clsx';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { PageLink, usePendingHref } from '#components/ui/page-link';

/** A link of the office's navigation, highlighted and scrolled into view while its screen or a page below it is open. */
export function OfficeLink({ href, label }: { href: string; label: string }) {
  const pathname = usePathname();
  const leadsTo = (path: string) => (href === '/office' ? path === href : path.startsWith(href));
  const isCurrent = leadsTo(pathname);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isCurrent || !item.current) return;
    // Only the bar scrolls: `scrollIntoView` would also move the page, which may have kept its place.
    const bar = item.current.closest('nav');
    const { left, width } = item.current.getBoundingClientRect();
    if (bar) bar.scrollLeft += left + width / 2 - bar.getBoundingClientRect().left - bar.clientWidth / 2;
  }, [isCurrent]);
  return (
    <li ref={item}>
      <PageLink
        href={href}
        aria-current={isCurrent ? 'page' : undefined}
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
