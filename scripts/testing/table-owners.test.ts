import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { schemaTables } from '#scripts/testing/schema-tables';
import { projectRoot, readSource, sourcesIn } from '#scripts/testing/sources';

// Statements take their tables from drizzle/schema (`npm run check` looks for names in strings), so whoever uses a
// table imports it.

const tables = await schemaTables();
const schemaFiles = globSync('drizzle/schema/*.ts', { cwd: projectRoot }).map((file) => path.basename(file, '.ts'));

/** The files of drizzle/schema that a source imports, types included. */
const schemasIn = (source: string): string[] =>
  [...source.matchAll(/['"](?:#|[./]+\/)drizzle\/schema\/(\w+)(?:\.ts)?['"]/g)].map(([, file]) => file as string);

const isOfAudit = (file: string): boolean => file.startsWith('lib/audit/');

/** The rooms of lib whose sources import a file of drizzle/schema, besides the audit, which reads every room's tables. */
const roomsThatImport = (schemaFile: string): string[] => {
  const files = sourcesIn('lib').filter((file) => !isOfAudit(file) && schemasIn(readSource(file)).includes(schemaFile));
  return [...new Set(files.map((file) => path.dirname(file).split('/')[1] as string))];
};

test('every table is declared once, in the file of the room that owns it', () => {
  const ownersOf = Object.groupBy(tables, ({ schema, name }) => `${schema}.${name}`);
  expect(Object.values(ownersOf).filter((owners) => owners?.length !== 1)).toEqual([]);
  expect([...new Set(tables.map(({ file }) => file))].toSorted()).toEqual(schemaFiles.toSorted());
  const rooms = globSync('lib/*/', { cwd: projectRoot }).map((folder) => path.basename(folder));
  expect(rooms).toEqual(expect.arrayContaining(schemaFiles));
});

test.each(schemaFiles)('the tables of %s are read and written by that room alone', (schemaFile) => {
  expect(roomsThatImport(schemaFile)).toEqual([schemaFile]);
});

test('the audit reads tables and writes none', () => {
  const files = sourcesIn('lib').filter(isOfAudit);
  expect(files.flatMap((file) => schemasIn(readSource(file)))).toEqual(expect.arrayContaining(['billing', 'order']));
  for (const file of files)
    expect(readSource(file), file).not.toMatch(/\.(?:insert|update|delete)\(|\b(?:INSERT|UPDATE|DELETE|TRUNCATE)\b/);
});

test('pages, components and jobs ask the database nothing: they call the rooms', () => {
  const files = sourcesIn('app', 'components', 'jobs');
  expect(files.length).toBeGreaterThan(50);
  for (const file of files)
    expect(readSource(file), file).not.toMatch(
      /#drizzle\/|['"]drizzle-orm|\.orm\b|\b(?:orm|query|run)\(|\btx\.(?:query|run)\b/,
    );
});

test.each([
  ["import { users } from '#drizzle/schema/user';", ['user']],
  ["import type { users } from '#drizzle/schema/user';", ['user']],
  ["import { users } from '../../drizzle/schema/user.ts';", ['user']],
  ["const { users } = await import('#drizzle/schema/user');", ['user']],
  ["import { readUser } from '#lib/user/read';", []],
])('sees which schema is imported in: %s', (source, schemas) => {
  expect(schemasIn(source)).toEqual(schemas);
});
