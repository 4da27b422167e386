import { eq, sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/notification';
import { orm } from '#lib/db/pool';
import { bare, type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';

/** Whom to write to, and in which language. */
export interface Recipient {
  email: string;
  name: string;
  locale: string;
}

const given = givenRows(users, ['id', 'email', 'name', 'locale']);
const keep = statement<never, Given<typeof users, 'id' | 'email' | 'name' | 'locale'>>(
  sql`INSERT INTO ${users} (${given.names}) SELECT ${given.columns} FROM ${given.source} ORDER BY ${given.column.id}
    ON CONFLICT (${bare(users.id)}) DO NOTHING`,
);

/** Keeps Notification's own copies of users. They come from the first event of a user, so a copy that is there already says the same. */
export async function keepUsers(tx: Transaction, people: ({ userId: string } & Recipient)[]): Promise<void> {
  await tx.run(keep, { rows: people.map(({ userId, email, name, locale }) => ({ id: userId, email, name, locale })) });
}

/** Notification's own copy of a user, or null. Name and language are those of the registration: changes of them are published to nobody. */
export async function readUser(userId: string): Promise<Recipient | null> {
  const { email, name, locale } = users;
  const [user] = await orm().select({ email, name, locale }).from(users).where(eq(users.id, userId));
  return user ?? null;
}
