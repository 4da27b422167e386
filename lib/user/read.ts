import { eq, inArray } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { orm } from '#lib/db/pool';
import type { Person } from './users.ts';

/** A user by id, or null. */
export async function readUser(userId: string): Promise<Person | null> {
  const [row] = await orm().select().from(users).where(eq(users.id, userId));
  return row ? person(row) : null;
}

/** The names of users, by id; whoever is unknown is left out. */
export async function readNames(userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await orm().select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, userIds));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A user with what only they see of themselves. */
export interface Profile extends Person {
  /** When they proved that the address is theirs; null until they do. */
  emailVerifiedAt: Date | null;
  createdAt: Date;
}

/** The profile of a user, or null. */
export async function readProfile(userId: string): Promise<Profile | null> {
  const [row] = await orm().select().from(users).where(eq(users.id, userId));
  return row ? { ...person(row), emailVerifiedAt: row.emailVerifiedAt, createdAt: row.createdAt } : null;
}

/** The id of the user whose e-mail address it is, in upper or lower case; null if there is none. */
export async function findUserId(email: string): Promise<string | null> {
  const [row] = await orm().select({ id: users.id }).from(users).where(eq(users.email, email.toLowerCase()));
  return row?.id ?? null;
}

function person({ id, email, name, phone, address, locale }: typeof users.$inferSelect): Person {
  return { userId: id, email, name, phone, address, locale };
}
