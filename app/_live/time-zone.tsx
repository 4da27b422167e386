'use client';

import { useEffect } from 'react';
import { refreshPage } from './refresh-page.ts';

/** Stores this browser's time zone in a cookie, and refreshes the page if it was rendered for another zone. */
export function TimeZone({ cookie, assumed }: { cookie: string; assumed: string }) {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === assumed) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in plain http pages and older browsers.
    document.cookie = `${cookie}=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
    void refreshPage();
  }, [cookie, assumed]);
  return null;
}
