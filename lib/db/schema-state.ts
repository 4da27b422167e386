import { sql } from 'drizzle-orm';
import { bigint, pgSchema } from 'drizzle-orm/pg-core';
import journal from '#drizzle/migrations/meta/_journal.json' with { type: 'json' };
import { run } from './pool.ts';
import { statement } from './statement.ts';

/** Where Drizzle records what it has applied. */
const applied = pgSchema('drizzle').table('__drizzle_migrations', {
  createdAt: bigint({ mode: 'number' }),
});

const lastApplied = statement<{ last: number | null }>(sql`SELECT max(${applied.createdAt}) AS last FROM ${applied}`);

/** Of the last migration that this code knows. */
const expected = Math.max(...journal.entries.map(({ when }) => when));

/**
 * Compares the schema of the database with the one that this code expects. On a `newer` one it goes on working, because old code runs
 * while it is replaced; on one that is `behind` it must wait for `saldo migrate`.
 */
export async function schemaState(): Promise<'current' | 'newer' | 'behind'> {
  const [{ last } = { last: null }] = await run(lastApplied, {});
  if (last === expected) return 'current';
  return (last ?? 0) > expected ? 'newer' : 'behind';
}
