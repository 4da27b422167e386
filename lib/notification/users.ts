import { sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/notification';
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
