import { and, eq, isNull, sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import type { Person } from './users.ts';

/** Changes name, phone number and address of a user. */
export async function changeProfile(
  userId: string,
  { name, phone, address }: Pick<Person, 'name' | 'phone' | 'address'>,
): Promise<void> {
  await orm().update(users).set({ name, phone, address }).where(eq(users.id, userId));
}

/** Changes the language in which a user is written to. */
export async function changeLocale(userId: string, locale: Person['locale']): Promise<void> {
  await orm().update(users).set({ locale }).where(eq(users.id, userId));
}

/** Records that the address of a user is theirs, because they followed a link that was sent to it. Only the first time is kept. */
export async function confirmEmail(tx: Transaction, userId: string): Promise<void> {
  await tx.orm
    .update(users)
    .set({ emailVerifiedAt: sql`now()` })
    .where(and(eq(users.id, userId), isNull(users.emailVerifiedAt)));
}

/** Removes a user. The address can be registered again from then on. */
export async function eraseUser(tx: Transaction, userId: string): Promise<void> {
  await tx.orm.delete(users).where(eq(users.id, userId));
}
