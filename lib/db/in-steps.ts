import { type Column, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { run } from './pool.ts';
import { type Statement, statement } from './statement.ts';

const ROWS_PER_STEP = 10_000;

/** Deletes the rows of a table that meet a condition, for {@link inSteps}. `key` is its primary key. */
export const deletion = <Values extends object>(table: PgTable, key: Column, condition: SQL) =>
  statement<unknown, Values>(sql`DELETE FROM ${table} WHERE ${key} IN (${oneStep(table, key, condition)}) RETURNING 1`);

/**
 * Changes the rows of a table that meet a condition, for {@link inSteps}. Rows that were changed must not meet it any
 * more.
 */
export const change = <Values extends object>(table: PgTable, assignments: SQL, key: Column, condition: SQL) =>
  statement<unknown, Values>(
    sql`UPDATE ${table} SET ${assignments} WHERE ${key} IN (${oneStep(table, key, condition)}) RETURNING 1`,
  );

const oneStep = (table: PgTable, key: Column, condition: SQL): SQL =>
  sql`SELECT ${key} FROM ${table} WHERE ${condition} LIMIT ${sql.raw(String(ROWS_PER_STEP))}`;

/** Runs a statement that deletes or changes at most 10 000 rows until none is left: no step locks rows for long. */
export async function inSteps<Values extends object>(step: Statement<unknown, Values>, values: Values): Promise<void> {
  while ((await run(step, values)).length === ROWS_PER_STEP);
}
