import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { users } from '#drizzle/schema/user';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { run } from './pool.ts';
import { bare, type Given, givenRows, type RowOf, selection, statement } from './statement.ts';
import { transact } from './transact.ts';

const given = givenRows(users, ['id', 'email', 'name', 'phone', 'locale']);
const insert = statement<{ id: string }, Given<typeof users, 'id' | 'email' | 'name' | 'phone' | 'locale'>>(
  sql`INSERT INTO ${users} (${given.names}) SELECT ${given.columns} FROM ${given.source} RETURNING ${bare(users.id)}`,
);
const found = selection({ userId: users.id, email: users.email, phone: users.phone, createdAt: users.createdAt });
const find = statement<RowOf<typeof found>, { ids: string[] }>(
  sql`SELECT ${found} FROM ${users} WHERE ${users.id} = ANY(${sql.placeholder('ids')}) ORDER BY ${users.email}`,
);

test('writes a set of rows with one statement and reads it back under the names of the selection', async () => {
  const rows = ['b@example.com', 'a@example.com'].map((email) => ({
    id: newId(),
    email,
    name: `"O'Hara" \\ ${email}`,
    phone: null,
    locale: 'en' as const,
  }));
  const written = await transact((tx) => tx.run(insert, { rows }));
  expect(written).toEqual(rows.map(({ id }) => ({ id })));
  const read = await run(find, { ids: rows.map(({ id }) => id) });
  expect(read).toEqual([
    { userId: rows[1]?.id, email: 'a@example.com', phone: null, createdAt: expect.any(Date) },
    { userId: rows[0]?.id, email: 'b@example.com', phone: null, createdAt: expect.any(Date) },
  ]);
});

test('refuses to run without a value for each placeholder', () => {
  expect(() => find.parametersOf({} as { ids: string[] })).toThrow('ids');
});

test('single rows go through the query builder of the same transaction', async () => {
  const id = newId();
  const failed = transact(async (tx) => {
    await tx.orm.insert(users).values({ id, email: 'c@example.com', name: 'C', locale: 'en' });
    expect(await tx.run(find, { ids: [id] })).toHaveLength(1);
    throw new Error('undone');
  });
  await expect(failed).rejects.toThrow('undone');
  expect(await run(find, { ids: [id] })).toEqual([]);
});

test('a transaction that is over takes no statement of the query builder either', async () => {
  const tx = await transact(async (open) => open);
  await expect(tx.orm.select().from(users)).rejects.toMatchObject({ cause: { message: 'the transaction is over' } });
});
