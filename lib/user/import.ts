import { inArray, sql } from 'drizzle-orm';
import { users } from '#drizzle/schema/user';
import { bare, type Given, givenRows, insertRows, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import type { Customer } from './customers.ts';

/** What an import says of a user. */
export type ImportedUser = Pick<Customer, 'userId' | 'email' | 'name' | 'phone' | 'cardId'> & { locale: 'en' | 'ru' };

/** The users with these addresses, locked until the end of the transaction, by address. Rows are locked in the order of their ids. */
export async function lockUsersByEmail(tx: Transaction, emails: string[]): Promise<Map<string, ImportedUser>> {
  const { id: userId, email, name, phone, cardId, locale } = users;
  const found = await tx.orm
    .select({ userId, email, name, phone, cardId, locale })
    .from(users)
    .where(sql`${users.email} = ANY(${sql.param(emails)})`)
    .orderBy(users.id)
    .for('update');
  return new Map(found.map((user) => [user.email, user]));
}

/** Whose these cards are, by card. */
export async function readCardHolders(tx: Transaction, cardIds: string[]): Promise<Map<string, string>> {
  const found = await tx.orm
    .select({ cardId: users.cardId, userId: users.id })
    .from(users)
    .where(inArray(users.cardId, cardIds));
  return new Map(found.flatMap(({ cardId, userId }) => (cardId ? [[cardId, userId]] : [])));
}

const insert = insertRows(users, ['id', 'email', 'name', 'phone', 'cardId', 'locale']);
const given = givenRows(users, ['id', 'name', 'phone', 'cardId']);
const update = statement<never, Given<typeof users, 'id' | 'name' | 'phone' | 'cardId'>>(
  sql`UPDATE ${users} SET ${bare(users.name)} = ${given.column.name}, ${bare(users.phone)} = ${given.column.phone},
      ${bare(users.cardId)} = ${given.column.cardId}
    FROM ${given.source} WHERE ${users.id} = ${given.column.id}`,
);

/**
 * Adds users, in the order of their addresses, so that two imports cannot deadlock. Fails with a unique violation where an address or a card has
 * been taken meanwhile.
 */
export async function addUsers(tx: Transaction, people: ImportedUser[]): Promise<void> {
  const rows = people.map(({ userId: id, ...person }) => ({ id, ...person }));
  await tx.run(insert, { rows: rows.toSorted((a, b) => (a.email < b.email ? -1 : 1)) });
}

/** Changes name, phone and card of users. Fails with a unique violation where a card has been taken meanwhile. */
export async function changeUsers(tx: Transaction, people: ImportedUser[]): Promise<void> {
  await tx.run(update, { rows: people.map(({ userId: id, name, phone, cardId }) => ({ id, name, phone, cardId })) });
  for (const { userId } of people) tx.signal({ topic: 'user', key: userId });
}
