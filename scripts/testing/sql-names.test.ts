import { expect, test } from 'vitest';
import { schemaTables } from '#scripts/testing/schema-tables';
import { linesWithNames } from '#scripts/testing/sql-names';

const tables = await schemaTables();

test.each([
  ['a table', "query('SELECT FROM gateway.messages')"],
  ['a quoted table', `query('UPDATE "order"."orders" SET')`],
  ['a quoted schema', `query('UPDATE "order".orders SET')`],
  ['a table whose name is put together', 'query(`DELETE FROM accounts.$' + '{table}`)'],
  ['a table without its schema', "query('SELECT FROM messages')"],
  ["pg-boss's table", "query('ANALYZE pgboss.job')"],
  ["pg-boss's table behind a constant", 'query(`SELECT FROM $' + '{SCHEMA}.job`)'],
  ['a column in a condition', "query(condition + ' AND user_id = $1')"],
  ['a column in a template of Drizzle', 'sql`$' + '{messages} ORDER BY correlation_id`'],
])('finds %s', (_, line) => {
  expect(linesWithNames(`const before = 1;\n  ${line};\n`, tables)).toEqual([`2: ${line};`]);
});

test('finds a table that stands on the line after its keyword', () => {
  expect(linesWithNames('query(`INSERT INTO\n  notification.notifications`)', tables)).toEqual([
    '2: notification.notifications`)',
  ]);
});

test.each([
  ['a comment', 'run(it); // the rows of FROM gateway.messages, by user_id'],
  ['a comment of several lines', '/**\n * UPDATE "order".orders, by user_id\n */'],
  ['Drizzle', 'sql`SELECT $' + '{messages.id} FROM $' + '{messages}`'],
  ['a property', 'order.orders.map(({ userId }) => user.users[userId])'],
  ['a text for people', "'Choose from messages of your orders'"],
  ['a key with a dash', "'key-user_id-2'"],
  ['an address', "fetch('http://localhost/user_id/', init)".replace('user_id', 'users')],
])('passes over %s', (_, line) => {
  expect(linesWithNames(line, tables)).toEqual([]);
});

test('an address in a string is no comment', () => {
  expect(linesWithNames("open('postgres://localhost', 'SELECT user_id')", tables)).toHaveLength(1);
});
