'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { onChanges } from './changes.ts';

/** Keeps the page up to date: fetches it again whenever something of the user changed on the server. Nothing to see. */
export function LiveUpdates({ userId }: { userId: string }) {
  const router = useRouter();
  useEffect(() => {
    const leaving = new AbortController();
    // Order, balance and notification change within milliseconds of each other: one fetch shows all three.
    let scheduled: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      scheduled ??= setTimeout(() => {
        scheduled = undefined;
        router.refresh();
      }, 50);
    };
    onChanges(userId, refetch, leaving.signal);
    return () => {
      leaving.abort();
      clearTimeout(scheduled);
    };
  }, [userId, router]);
  return null;
}
