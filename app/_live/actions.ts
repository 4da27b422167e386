'use server';

import { refresh } from 'next/cache';
import { currentUser } from '#lib/auth/session';

/**
 * Renders the calling page again. It fails when the database is down, so that a signed-in page is not replaced by a
 * signed-out one.
 */
export async function refreshAction(): Promise<void> {
  await currentUser();
  refresh();
}
