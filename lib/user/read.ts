import { eq } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { orm } from '#lib/db/pool';
import type { Person } from './users.ts';

/** A user by id, or null. */
export async function readUser(userId: string): Promise<Person | null> {
  const [row] = await orm().select().from(users).where(eq(users.id, userId));
  if (!row) return null;
  const { id, email, name, phone, address, locale } = row;
  return { userId: id, email, name, phone, address, locale: locale as Person['locale'] };
}

/** Who an e-mail address belongs to, in whatever case it is written; null if to nobody. */
export async function findUserId(email: string): Promise<string | null> {
  const [row] = await orm().select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase()));
  return row?.id ?? null;
}
