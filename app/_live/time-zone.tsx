'use client';

import { useEffect } from 'react';
import { refreshPage } from './refresh-page.ts';

/** Tells the server the time zone of this browser, and has the page made again when it was made for another one. */
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
