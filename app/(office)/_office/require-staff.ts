import { notFound } from 'next/navigation';
import { type Capability, may } from '#lib/accounts/roles';
import { type CurrentUser, requireUser } from '#lib/auth/session';

/**
 * The person of the office who is signed in and may do this. Visitors are sent to sign in and from there back to `path`; to everybody else
 * the page is not there.
 */
export async function requireStaff(capability: Capability, path: string): Promise<CurrentUser> {
  const user = await requireUser(path);
  if (!may(user.role, capability)) notFound();
  return user;
}
