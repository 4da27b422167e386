import { sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { type Given, givenRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';

/** Somebody who registers. `email` is in lower case. */
export interface Person {
  userId: string;
  email: string;
  name: string;
  phone: string | null;
  address: string | null;
  locale: 'en' | 'ru';
}

/** Whether a person became a user. `userId` is the one of the request. */
export type RegistrationOutcome = { kind: 'created'; person: Person } | { kind: 'email-taken'; userId: string };

const personKeys = ['id', 'email', 'name', 'phone', 'address', 'locale'] as const;
const given = givenRows(users, personKeys);
const insertUsers = statement<never, Given<typeof users, (typeof personKeys)[number]>>(
  sql`INSERT INTO ${users} (${given.names}) SELECT ${given.columns} FROM ${given.source}
    ORDER BY ${given.column.email} ON CONFLICT DO NOTHING`,
);
const findUsers = statement<{ id: string }, { ids: string[] }>(
  sql`SELECT ${users.id} FROM ${users} WHERE ${users.id} = ANY(${sql.placeholder('ids')})`,
);

/**
 * Creates users, and answers in the order of the requests. An address belongs to whoever registers it first; the same request again gets
 * the user that it created. Rows are inserted in the order of their addresses, so that two batches cannot deadlock.
 */
export async function createUsers(tx: Transaction, people: Person[]): Promise<RegistrationOutcome[]> {
  await tx.run(insertUsers, { rows: people.map(({ userId: id, ...person }) => ({ id, ...person })) });
  const created = await tx.run(findUsers, { ids: people.map((person) => person.userId) });
  const ids = new Set(created.map((row) => row.id));
  return people.map((person) =>
    ids.has(person.userId) ? { kind: 'created', person } : { kind: 'email-taken', userId: person.userId },
  );
}
