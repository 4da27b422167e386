'use server';

import { refresh } from 'next/cache';
import { currentUser } from '#lib/auth/session';

/** Makes the page again that asks for it. Where the database is out of reach it fails, and the page of whoever is signed in stays. */
export async function refreshAction(): Promise<void> {
  await currentUser();
  refresh();
}
