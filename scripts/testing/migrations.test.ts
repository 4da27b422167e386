import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { faultsOf, findingsIn } from '#scripts/testing/migrations';
import { temporaryFolder } from '#scripts/testing/temporary';

const BUSY_MACHINE_MS = 30_000;
vi.setConfig({ testTimeout: BUSY_MACHINE_MS });

/** The rules that a migration of these statements breaks. */
async function broken(sql: string): Promise<string[]> {
  const file = path.join(temporaryFolder(), '9999_next.sql');
  writeFileSync(file, sql);
  return [...new Set((await findingsIn([file])).map(({ rule }) => rule))];
}

test.each([
  [
    'rewrites a table for another type',
    'ALTER TABLE "user".users ALTER COLUMN name TYPE varchar(9)',
    'changing-column-type',
  ],
  [
    'rewrites a table for a default',
    'ALTER TABLE "user".users ADD COLUMN a uuid DEFAULT gen_random_uuid()',
    'adding-field-with-default',
  ],
  [
    'adds a column that the rows there cannot have',
    'ALTER TABLE "user".users ADD COLUMN a text NOT NULL',
    'adding-required-field',
  ],
  [
    'reads a whole table for NOT NULL',
    'ALTER TABLE "user".users ALTER COLUMN phone SET NOT NULL',
    'adding-not-nullable-field',
  ],
  [
    'reads a whole table for a constraint',
    'ALTER TABLE "user".users ADD CONSTRAINT a CHECK (b > 0)',
    'constraint-missing-not-valid',
  ],
  [
    'locks writers out while an index is built',
    'CREATE INDEX a ON "user".users (name)',
    'require-concurrent-index-creation',
  ],
  [
    'builds an index in a way that its transaction forbids',
    'CREATE INDEX CONCURRENTLY a ON "user".users (name); ALTER TABLE "user".users ADD COLUMN a text',
    'ban-concurrent-index-creation-in-transaction',
  ],
])('a migration that %s is found', async (_, statement, rule) => {
  expect(await broken(`${statement};`)).toContain(rule);
});

test('the way to do each of them is not found', async () => {
  const oneTransaction = `CREATE TABLE "user".pets (id uuid PRIMARY KEY, owner text NOT NULL);
    CREATE INDEX pets_owner ON "user".pets (owner);
    ALTER TABLE "user".users ADD COLUMN pet text NOT NULL DEFAULT '';
    ALTER TABLE "user".users ADD CONSTRAINT a CHECK (pet <> 'x') NOT VALID;`;
  const outside = '-- squawk-disable-assume-in-transaction\nCREATE INDEX CONCURRENTLY a ON "user".users (name);';
  expect([await broken(oneTransaction), await broken(outside)]).toEqual([[], []]);
});

test('what is found and not accepted is a fault, as is an acceptance that nothing needs', () => {
  const found = { migration: '9999_next', line: 3, rule: 'ban-drop-table', message: 'Dropping …' };
  const faults = faultsOf([found]);
  expect(faults).toContain('drizzle/migrations/9999_next.sql:3 ban-drop-table: Dropping …');
  expect(faults).toContain(
    'scripts/testing/migrations.ts accepts renaming-table in 0005_accounts, which has no such finding',
  );
});

test('a file that is not there is no clean migration', async () => {
  await expect(findingsIn(['drizzle/migrations/none.sql'])).rejects.toThrow('squawk cannot check the migrations');
});
