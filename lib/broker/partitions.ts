import { type SQL, sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { messages, messagesDefault } from '#drizzle/schema/broker';
import { run } from '#lib/db/pool';
import { bare, statement } from '#lib/db/statement';
import { type Transaction, transact } from '#lib/db/transact';
import { firstIdAt } from '#lib/ids';

// The message log has a partition for every week. Its name is the Monday (00:00 UTC) before which its messages were published. The weeks
// have no gaps; the first one also holds what is older. What no week takes goes to the default partition.

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const FIRST_MONDAY = 4 * DAY_MS; // 5 January 1970
const WEEKS_AHEAD = 4;

const { schema = 'public', name: log } = getTableConfig(messages);
const PREFIX = `${log}_until_`;

const partitionNames = statement<{ name: string }, { log: string }>(
  sql`SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = ${sql.placeholder('log')}::regclass`,
);
const ofLog = { log: `${schema}.${log}` };

/** The Mondays, in Unix milliseconds and ascending, that end these partitions. */
const endsOf = (partitions: { name: string }[]): number[] =>
  partitions
    .filter(({ name }) => name.startsWith(PREFIX))
    .map(({ name }) => Date.parse(name.slice(PREFIX.length).replace(/(....)(..)(..)/, '$1-$2-$3')))
    .toSorted((a, b) => a - b);

const partitionUntil = (end: number): SQL => {
  const day = new Date(end).toISOString().slice(0, 10).replaceAll('-', '');
  return sql`${sql.identifier(schema)}.${sql.identifier(PREFIX + day)}`;
};

/** DDL takes no parameters. */
const literal = (time: number): SQL => sql.raw(`'${firstIdAt(time)}'`);

/** Makes the partitions of the weeks up to four after a moment (Unix milliseconds), where they are missing. */
export async function addPartitions(now = Date.now()): Promise<void> {
  const monday = FIRST_MONDAY + Math.ceil((now - FIRST_MONDAY) / WEEK_MS) * WEEK_MS;
  const lastEnd = monday + WEEKS_AHEAD * WEEK_MS;
  const isComplete = (partitions: { name: string }[]) => (endsOf(partitions).at(-1) ?? lastEnd) >= lastEnd;
  if (isComplete(await run(partitionNames, ofLog))) return;
  await transact(async (tx) => {
    await waitShortly(tx);
    // Another worker may be making them, and a message may be on its way to the default partition.
    await tx.orm.execute(sql`LOCK TABLE ${messagesDefault} IN ACCESS EXCLUSIVE MODE`);
    const ends = endsOf(await tx.run(partitionNames, ofLog));
    for (let start = ends.at(-1) ?? lastEnd; start < lastEnd; start += WEEK_MS) await addWeek(tx, start);
  });
}

async function addWeek(tx: Transaction, start: number): Promise<void> {
  const [from, to] = [literal(start), literal(start + WEEK_MS)];
  const week = partitionUntil(start + WEEK_MS);
  const id = bare(messages.id);
  await tx.orm.execute(sql`CREATE TABLE ${week} (LIKE ${messages} INCLUDING ALL)`);
  await tx.orm.execute(
    sql`WITH moved AS (DELETE FROM ${messagesDefault} WHERE ${id} >= ${from} AND ${id} < ${to} RETURNING *)
      INSERT INTO ${week} SELECT * FROM moved`,
  );
  await tx.orm.execute(sql`ALTER TABLE ${messages} ATTACH PARTITION ${week} FOR VALUES FROM (${from}) TO (${to})`);
}

/** Drops the partitions whose messages were all published before a moment (Unix milliseconds). */
export async function dropPartitions(before: number): Promise<void> {
  const past = endsOf(await run(partitionNames, ofLog)).filter((end) => end <= before);
  for (const end of past)
    await transact(async (tx) => {
      await waitShortly(tx);
      await tx.orm.execute(sql`DROP TABLE IF EXISTS ${partitionUntil(end)}`);
    });
}

/** Whoever comes after a statement that waits for a table waits too, so it gives up soon; the next pruning tries again. */
async function waitShortly(tx: Transaction): Promise<void> {
  await tx.query("SET LOCAL lock_timeout = '2s'");
}
