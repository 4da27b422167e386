import type { Transaction } from '#lib/db/transact';

/** Saves Notification's own copy of users. The copy that arrives last stays. */
export async function keepUsers(
  tx: Transaction,
  people: { userId: string; email: string; name: string; locale: string }[],
): Promise<void> {
  const distinct = new Map(people.map((person) => [person.userId, person]));
  await tx.query(
    `INSERT INTO notification.users (id, email, name, locale)
     SELECT "userId", email, name, locale
     FROM json_to_recordset($1) AS person("userId" uuid, email text, name text, locale text)
     ORDER BY "userId"
     ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, locale = excluded.locale`,
    [JSON.stringify([...distinct.values()])],
  );
}
