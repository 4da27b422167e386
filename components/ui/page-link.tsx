'use client';

import clsx from 'clsx';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { createContext, use, useEffect, useState } from 'react';
import { Notice } from './notice.tsx';
import { Skeleton } from './skeleton.tsx';

interface PendingNavigation {
  /** Where the link that was followed leads; null when there is none under way. */
  href: string | null;
  report(href: string | null): void;
  /** A link was followed without a connection. */
  isOffline: boolean;
  reportOffline(isOffline: boolean): void;
}

const NavigationContext = createContext<PendingNavigation>({
  href: null,
  report: () => undefined,
  isOffline: false,
  reportOffline: () => undefined,
});

/** Surrounds the links and the page, so that the page knows which link was followed. */
export function NavigationProvider({ children }: { children: React.ReactNode }) {
  const [href, report] = useState<string | null>(null);
  const [isOffline, reportOffline] = useState(false);
  useEffect(() => {
    const goOn = () => reportOffline(false);
    window.addEventListener('online', goOn);
    return () => window.removeEventListener('online', goOn);
  }, []);
  return <NavigationContext value={{ href, report, isOffline, reportOffline }}>{children}</NavigationContext>;
}

/** Where the link that was just followed leads, until the page is there. */
export const usePendingHref = () => use(NavigationContext).href;

/**
 * The page, and over it the skeleton of the next one while that is being made. Pages come whole and are not streamed: streamed parts
 * would stay out of sight without JavaScript. What is quick shows no skeleton.
 */
export function PageContent({
  loading,
  offline,
  children,
}: {
  loading: string;
  offline: string;
  children: React.ReactNode;
}) {
  const { href, isOffline } = use(NavigationContext);
  const pathname = usePathname();
  const [path] = href?.split('?') ?? [];
  const isElsewhere = path !== undefined && path !== pathname;
  return (
    <>
      <p role="status" className="sr-only">
        {href !== null && loading}
      </p>
      <Notice>{isOffline && offline}</Notice>
      <main
        id="main"
        tabIndex={-1}
        aria-busy={href !== null}
        className={clsx('relative flex-1 outline-none', isElsewhere && 'min-h-dvh')}
      >
        <div className={clsx('transition-opacity', href !== null && 'opacity-50 delay-200')}>{children}</div>
        {isElsewhere && <Skeleton path={path} />}
      </main>
    </>
  );
}

/** A link to a page of ours. Without a connection the page stays, which the browser would replace by its error page. */
export function PageLink({ children, ...props }: React.ComponentProps<typeof Link>) {
  const { reportOffline } = use(NavigationContext);
  return (
    <Link
      {...props}
      onNavigate={(event) => {
        if (!navigator.onLine) event.preventDefault();
        reportOffline(!navigator.onLine);
      }}
    >
      {children}
      <ReportPending href={String(props.href)} />
    </Link>
  );
}

function ReportPending({ href }: { href: string }) {
  const { pending } = useLinkStatus();
  const { report } = use(NavigationContext);
  useEffect(() => {
    if (!pending) return undefined;
    report(href);
    return () => report(null);
  }, [pending, href, report]);
  return null;
}
