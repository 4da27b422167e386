'use client';

import { useEffect } from 'react';
import { refreshPage } from '../_live/refresh-page.ts';

const REFRESH_MS = 3_000;

/** Refreshes the page every few seconds. Nobody stands before it, so it also loads itself anew when the server runs a newer build. */
export function RefreshOften() {
  useEffect(() => {
    const timer = setInterval(
      () =>
        void refreshPage().then((isCurrent) => {
          if (!isCurrent) location.reload();
        }),
      REFRESH_MS,
    );
    return () => clearInterval(timer);
  }, []);
  return null;
}
