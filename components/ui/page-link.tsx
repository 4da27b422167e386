'use client';

import clsx from 'clsx';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { createContext, use, useEffect, useState } from 'react';
import { Notice } from './notice.tsx';
import { Skeleton } from './skeleton.tsx';

interface PendingNavigation {
  /** The target of the link being followed; null if there is none. */
  href: string | null;
  report(href: string | null): void;
  /** A link was clicked while offline. */
  isOffline: boolean;
  reportOffline(isOffline: boolean): void;
}

const NavigationContext = createContext<PendingNavigation>({
  href: null,
  report: () => undefined,
  isOffline: false,
  reportOffline: () => undefined,
});

/** Wraps links and page, so that the page knows which link is being followed. */
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

/** The target of the link being followed, until its page is shown. */
export const usePendingHref = () => use(NavigationContext).href;

/**
 * The page, covered by the skeleton of the next one while that is loading. Pages are not streamed, because streamed
 * parts would stay hidden without JavaScript. A quick page shows no skeleton.
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

/** A link to a page of the app. While offline the current page stays, instead of the browser's error page. */
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
