import { eq } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { orm } from '#lib/db/pool';
import type { Person } from './users.ts';

/** A user by id, or null. */
export async function readUser(userId: string): Promise<Person | null> {
  const [row] = await orm().select().from(users).where(eq(users.id, userId));
  return row ? person(row) : null;
}

/** A person with what only they see. */
export interface Profile extends Person {
  /** When their address was shown to be theirs; null while it is not. */
  emailVerifiedAt: Date | null;
  createdAt: Date;
}

/** The profile of a user, or null. */
export async function readProfile(userId: string): Promise<Profile | null> {
  const [row] = await orm().select().from(users).where(eq(users.id, userId));
  return row ? { ...person(row), emailVerifiedAt: row.emailVerifiedAt, createdAt: row.createdAt } : null;
}

/** Who an e-mail address belongs to, in whatever case it is written; null if to nobody. */
export async function findUserId(email: string): Promise<string | null> {
  const [row] = await orm().select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase()));
  return row?.id ?? null;
}

function person({ id, email, name, phone, address, locale }: typeof users.$inferSelect): Person {
  return { userId: id, email, name, phone, address, locale: locale as Person['locale'] };
}
