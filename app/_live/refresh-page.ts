import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { refreshAction } from './actions.ts';

/** So long the server may take to answer at all, before the page waits for the next occasion. */
const PATIENCE_MS = 5_000;

let isUnderWay = false;
let isAskedAgain = false;
let isOutdated = false;

/**
 * Fetches the page again and keeps what is typed in it. Where that fails the page stays as it is, for the caller to try again later:
 * `router.refresh()` would replace it by the browser's error page if the network went meanwhile. Asked for again meanwhile, it goes
 * once more. False once the server is a newer build, which knows none of the actions of this page.
 */
export async function refreshPage(): Promise<boolean> {
  isAskedAgain = true;
  if (isUnderWay || isOutdated) return !isOutdated;
  isUnderWay = true;
  while (isAskedAgain && !isOutdated) {
    isAskedAgain = false;
    // Forms wait behind an action, and none can be called off: it must not go where no answer comes from.
    if (!(await isReachable())) continue;
    await refreshAction().catch((error: unknown) => {
      isOutdated = unstable_isUnrecognizedActionError(error);
    });
  }
  isUnderWay = false;
  return !isOutdated;
}

const isReachable = (): Promise<boolean> =>
  fetch('/api/health', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
