import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { refreshAction } from './actions.ts';

/** How long the server may take to answer before this refresh is given up. */
const TIMEOUT_MS = 5_000;

let isRunning = false;
let isQueued = false;
let isOutdated = false;
let isLost = false;
const watchers = new Set<() => void>();

/** Whether the server could not be reached lately: what the page shows may be out of date. */
export const isConnectionLost = (): boolean => isLost;

/** Calls `watch` whenever that changes, until the function that it returns is called. */
export function watchConnection(watch: () => void): () => void {
  const lose = () => setLost(true);
  watchers.add(watch);
  window.addEventListener('offline', lose);
  return () => {
    watchers.delete(watch);
    window.removeEventListener('offline', lose);
  };
}

function setLost(next: boolean): void {
  if (next === isLost) return;
  isLost = next;
  for (const watch of watchers) watch();
}

/**
 * Renders the page again and keeps what is typed in it. On failure the page stays as it is and the caller may retry
 * later, whereas `router.refresh()` would end on the browser's error page if the network is gone. A call during a
 * refresh queues one more. Returns false once the server runs a newer build, which no longer knows this page's actions.
 */
export async function refreshPage(): Promise<boolean> {
  isQueued = true;
  if (isRunning || isOutdated) return !isOutdated;
  isRunning = true;
  while (isQueued && !isOutdated) {
    isQueued = false;
    // An action cannot be aborted and blocks every form behind it, so it is only sent to a server that answers.
    const isThere = await isReachable();
    setLost(!isThere);
    if (!isThere) continue;
    await refreshAction().catch((error: unknown) => {
      isOutdated = unstable_isUnrecognizedActionError(error);
    });
  }
  isRunning = false;
  return !isOutdated;
}

const isReachable = (): Promise<boolean> =>
  fetch('/api/health/ready', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
