'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { Notice } from '#components/ui/notice';
import { isConnectionLost, refreshPage, watchConnection } from './refresh-page.ts';

const RETRY_MS = 5_000;

/** Says that the connection is lost, and tries it every few seconds for as long as it is. */
export function LostConnection({ text }: { text: string }) {
  const isLost = useSyncExternalStore(watchConnection, isConnectionLost, () => false);
  useEffect(() => {
    if (!isLost) return undefined;
    const timer = setInterval(() => void refreshPage(), RETRY_MS);
    return () => clearInterval(timer);
  }, [isLost]);
  return <Notice>{isLost && <p>{text}</p>}</Notice>;
}
