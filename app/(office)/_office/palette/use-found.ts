import { useEffect, useState } from 'react';
import type { Found } from '#lib/office/find';

const PAUSE_MS = 150;
const nothing: Found = { customers: [], orders: [] };

type State = 'idle' | 'finding' | 'found' | 'failed';

/** What the office finds for what is typed, a moment after the last key. An answer to what is no longer asked is dropped. */
export function useFound(query: string): { found: Found; state: State } {
  const [answer, setAnswer] = useState<{ query: string; found: Found; isFailed: boolean } | null>(null);
  useEffect(() => {
    if (query === '') return setAnswer(null);
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      const found = await ask(query, asked.signal);
      if (!asked.signal.aborted) setAnswer({ query, found: found ?? nothing, isFailed: found === null });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [query]);
  // What was found last stays while the next is on its way.
  const found = query === '' ? nothing : (answer?.found ?? nothing);
  if (query === '') return { found, state: 'idle' };
  if (answer?.query !== query) return { found, state: 'finding' };
  return { found, state: answer.isFailed ? 'failed' : 'found' };
}

/** Null where the shop does not answer, or not with what was asked for. */
async function ask(query: string, signal: AbortSignal): Promise<Found | null> {
  try {
    const answer = await fetch(`/office/find?${new URLSearchParams({ query })}`, { signal });
    return answer.ok && !answer.redirected ? ((await answer.json()) as Found) : null;
  } catch {
    return null;
  }
}
