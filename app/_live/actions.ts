'use server';

import { refresh } from 'next/cache';
import { currentUser } from '#lib/auth/session';

/** Makes the page again that asks for it. Fails, and leaves the page as it is, where the database is out of reach. */
export async function makeAgainAction(): Promise<void> {
  await currentUser();
  refresh();
}
