'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '#components/ui/button';
import { playColumn } from './play.ts';

/** How long the replay of the slowest style takes. */
const SHOWN_MS = 6_000;

interface ReplayProps {
  /** How long the slowest style took, in milliseconds; null while there is nothing to replay. */
  longest: number | null;
  /** Announced to screen readers when a run has ended. */
  result: string;
  children: React.ReactNode;
}

/**
 * The columns, replayed on a common clock slowly enough to watch. Their content is in the page from the start: without
 * JavaScript, or with reduced motion, nothing moves.
 */
export function Replay({ longest, result, children }: ReplayProps) {
  const t = useTranslations('lab');
  const columns = useRef<HTMLDivElement>(null);
  const clock = useRef<HTMLSpanElement>(null);
  // Only a run that was just started plays; a loaded page stands still.
  const isFresh = useSyncExternalStore(neverChanges, inBrowser, onServer);
  const factor = longest ? Math.max(1, Math.round(SHOWN_MS / longest)) : 1;

  const play = () => {
    if (longest === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const column of columns.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])
      playColumn(column, factor);
    const start = performance.now();
    const tick = () => {
      const shown = Math.min(longest, (performance.now() - start) / factor);
      if (clock.current) clock.current.textContent = String(Math.round(shown));
      if (shown < longest && columns.current?.isConnected) requestAnimationFrame(tick);
    };
    tick();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each run, which comes with a key of its own.
  useLayoutEffect(() => {
    if (isFresh) play();
  }, []);

  // Screen readers announce text that is added to an existing live region.
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (isFresh && longest !== null) setSaid(result);
  }, [isFresh, longest, result]);

  return (
    <div>
      <p role="status" className="sr-only">
        {said}
      </p>
      {longest !== null && (
        <p className="needs-script mb-3 flex min-h-11 flex-wrap items-center gap-x-4 border-y border-rule text-quiet">
          <span aria-hidden className="figures min-w-[8ch] text-title text-ink">
            <span ref={clock}>{longest}</span> <span className="text-[0.8em] opacity-75">{t('ms')}</span>
          </span>
          <span className="text-note">{t('clock', { factor })}</span>
          <Button type="button" variant="quiet" className="-mr-4 ml-auto motion-reduce:hidden" onClick={play}>
            {t('replay')}
          </Button>
        </p>
      )}
      <section
        ref={columns}
        aria-label={t('columns')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls sideways, which the arrow keys must be able to do.
        tabIndex={0}
        className="relative -mx-4 flex snap-x snap-mandatory scroll-px-4 gap-6 overflow-x-auto px-4 pb-2 lg:mx-0 lg:grid lg:grid-cols-3 lg:overflow-visible lg:px-0 xl:gap-8"
      >
        {children}
      </section>
    </div>
  );
}

const neverChanges = () => () => {};
const inBrowser = () => true;
const onServer = () => false;
