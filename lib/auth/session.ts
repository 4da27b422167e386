import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Identity } from '#lib/accounts/sign-in';
import { readUser } from '#lib/user/read';
import { sessionIdentity } from './session-cookie.ts';

/** Who is signed in, and through which session. */
export interface CurrentUser extends Identity {
  sessionId: string;
  name: string;
  email: string;
  locale: string;
}

/** The person who is signed in, asked once per request; null when nobody is. */
export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const identity = await sessionIdentity({ headers: await headers() });
  const person = identity && (await readUser(identity.userId));
  if (!person) return null;
  const { name, email, locale } = person;
  return { ...identity, name, email, locale };
});

/** The person who is signed in. Everybody else is sent to sign in, and from there back to `path`. */
export async function requireUser(path: string): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
}
