'use client';

import clsx from 'clsx';
import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { createContext, use, useEffect, useState } from 'react';
import { Skeleton } from './skeleton.tsx';

const Destination = createContext<{ href: string | null; report: (href: string | null) => void }>({
  href: null,
  report: () => undefined,
});

/** Surrounds the links and the page, so that the page knows which link was followed. */
export function Arrivals({ children }: { children: React.ReactNode }) {
  const [href, report] = useState<string | null>(null);
  return <Destination value={{ href, report }}>{children}</Destination>;
}

/** Where the link that was just followed leads, until the page is there. */
export const useDestination = () => use(Destination).href;

/**
 * The page, and over it the skeleton of the next one while that is being made. Pages come whole and are not streamed: streamed parts
 * would stay out of sight without JavaScript. What is quick shows no skeleton.
 */
export function Arrival({ loading, children }: { loading: string; children: React.ReactNode }) {
  const href = useDestination();
  const pathname = usePathname();
  const [path] = href?.split('?') ?? [];
  const isElsewhere = path !== undefined && path !== pathname;
  return (
    <>
      <p role="status" className="sr-only">
        {href !== null && loading}
      </p>
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

/** A link to a page of ours. */
export function PageLink({ children, ...props }: React.ComponentProps<typeof Link>) {
  return (
    <Link {...props}>
      {children}
      <OnTheWay href={String(props.href)} />
    </Link>
  );
}

function OnTheWay({ href }: { href: string }) {
  const { pending } = useLinkStatus();
  const { report } = use(Destination);
  useEffect(() => {
    if (!pending) return undefined;
    report(href);
    return () => report(null);
  }, [pending, href, report]);
  return null;
}
