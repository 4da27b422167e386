import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { makeAgainAction } from './actions.ts';

let isUnderWay = false;
let isAskedAgain = false;

/**
 * Fetches the page again and keeps what is typed in it. Where that fails the page stays as it is, for the caller to try again later:
 * `router.refresh()` would replace it by the browser's error page if the network went meanwhile. Asked for again meanwhile, it goes
 * once more, so that forms never wait behind more than one.
 */
export async function makeAgain(): Promise<void> {
  isAskedAgain = true;
  if (isUnderWay) return;
  isUnderWay = true;
  while (isAskedAgain) {
    isAskedAgain = false;
    await makeAgainAction().catch((error: unknown) => {
      // The server is a newer build, which knows none of the actions of this page.
      if (unstable_isUnrecognizedActionError(error)) location.reload();
    });
  }
  isUnderWay = false;
}
