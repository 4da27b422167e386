import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { services } from '#lib/messages/define';

const root = path.resolve(import.meta.dirname, '../..');

/** The shipped sources below a folder: what tests and their fixtures ask the database is their business. */
const sourcesOf = (folder: string) =>
  globSync(`${folder}/**/*.ts`, { cwd: root }).filter((file) => !/\.(test|testing)\.ts$|\/testing\.ts$/.test(file));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The schemas of the tables that the SQL of a text names: keywords are in capitals, which tells SQL from TypeScript. */
function schemasIn(text: string): string[] {
  const tables = text.matchAll(
    /\b(?:FROM|JOIN|INTO|UPDATE|USING|TABLE|TRUNCATE)\s+(?:ONLY\s+)?"?(\w+)"?\s*\.\s*"?\w+"?/g,
  );
  return [...tables].map(([, schema]) => schema as string);
}

/** The schema files whose tables a text takes from Drizzle. */
const drizzleSchemasIn = (text: string) =>
  [...text.matchAll(/['"]#drizzle\/schema\/(\w+)['"]/g)].map(([, schema]) => schema as string);

test.each(services)('the %s service names tables of its own schema only', (service) => {
  const named = sourcesOf(`lib/${service}`).flatMap((file) => [
    ...schemasIn(read(file)),
    ...drizzleSchemasIn(read(file)),
  ]);
  expect(named.length).toBeGreaterThan(0);
  expect(new Set(named)).toEqual(new Set([service]));
});

test('jobs ask the database nothing: they translate between messages and services', () => {
  const files = sourcesOf('jobs');
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    expect(read(file), file).not.toMatch(
      /\b(?:SELECT|INSERT|UPDATE|DELETE)\b|\.query\b|\.orm\b|\borm\(|\bquery\(|#drizzle\//,
    );
  }
});

test('broker and messages name no table of a service', () => {
  const named = [...sourcesOf('lib/broker'), ...sourcesOf('lib/messages')].flatMap((file) => [
    ...schemasIn(read(file)),
    ...drizzleSchemasIn(read(file)),
  ]);
  expect(named).toContain('gateway');
  for (const service of services) expect(named).not.toContain(service);
});

test.each([
  ['FROM billing.accounts', 'billing'],
  ['SELECT 1 FROM "order".orders AS o', 'order'],
  ['UPDATE "user"."users" SET', 'user'],
  ['INSERT INTO\n  notification.notifications', 'notification'],
  ['DELETE FROM x USING gateway.messages', 'gateway'],
])('the test sees the table in: %s', (sql, schema) => {
  expect(schemasIn(sql)).toEqual([schema]);
});
