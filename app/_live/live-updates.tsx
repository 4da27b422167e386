'use client';

import { useEffect } from 'react';
import { onChanges } from './changes.ts';
import { makeAgain } from './make-again.ts';

/** Keeps the page up to date: fetches it again whenever something of the user changed on the server. Nothing to see. */
export function LiveUpdates({ userId }: { userId: string }) {
  useEffect(() => {
    const leaving = new AbortController();
    // Order, balance and notification change within milliseconds of each other: one fetch shows all three.
    let scheduled: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      scheduled ??= setTimeout(() => {
        scheduled = undefined;
        void makeAgain();
      }, 50);
    };
    onChanges(userId, refetch, leaving.signal);
    return () => {
      leaving.abort();
      clearTimeout(scheduled);
    };
  }, [userId]);
  return null;
}
