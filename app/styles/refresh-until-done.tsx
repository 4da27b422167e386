'use client';

import { useEffect } from 'react';
import { refreshPage } from '../_live/refresh-page.ts';

const REFRESH_MS = 1_000;

/** Refreshes the page every second while a run is unfinished. Without JavaScript there is a link. */
export function RefreshUntilDone({ text, label, href }: { text: string; label: string; href: string }) {
  useEffect(() => {
    const timer = setInterval(() => void refreshPage(), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status">
      {text}{' '}
      <a href={href} className="underline underline-offset-4">
        {label}
      </a>
    </p>
  );
}
