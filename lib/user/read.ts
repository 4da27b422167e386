import { eq, sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { gather } from '#lib/db/gather';
import { orm, run } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import type { Person } from './users.ts';

const found = selection({
  userId: users.id,
  email: users.email,
  name: users.name,
  phone: users.phone,
  address: users.address,
  locale: users.locale,
});
const find = statement<Person, { userIds: string[] }>(
  sql`SELECT ${found} FROM ${users} WHERE ${users.id} = ANY(${sql.placeholder('userIds')})`,
);

/** The users with these ids, in no order; who was erased is missing. */
export const readUsers = (userIds: string[]): Promise<Person[]> => run(find, { userIds });

/** A user by id, or null. */
export const readUser = gather('users', readUsers, ({ userId }) => userId);

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
