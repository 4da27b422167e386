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

export type RegistrationOutcome = { kind: 'created'; person: Person } | { kind: 'email-taken'; userId: string };

/**
 * Creates users, and answers in the order of the requests. An address belongs to the first who asks; the same request again
 * finds the user it made. Rows are inserted in the order of their addresses, so that two batches cannot deadlock.
 */
export async function createUsers(tx: Transaction, people: Person[]): Promise<RegistrationOutcome[]> {
  const rows = JSON.stringify(people);
  await tx.query(
    `INSERT INTO "user".users (id, email, name, phone, address, locale)
     SELECT "userId", email, name, phone, address, locale
     FROM json_to_recordset($1) AS person("userId" uuid, email text, name text, phone text, address text, locale text)
     ORDER BY email
     ON CONFLICT DO NOTHING`,
    [rows],
  );
  const created = await tx.query<{ id: string }>('SELECT id FROM "user".users WHERE id = ANY($1)', [
    people.map((person) => person.userId),
  ]);
  const ids = new Set(created.map((row) => row.id));
  return people.map((person) =>
    ids.has(person.userId) ? { kind: 'created', person } : { kind: 'email-taken', userId: person.userId },
  );
}
