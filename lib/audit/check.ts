import { type SQL, sql } from 'drizzle-orm';
import type pg from 'pg';
import { NO_JOBS, OPEN_JOBS, queueIsInstalled } from '#lib/broker/job-table';
import { dialect } from '#lib/db/statement';

/** Something that must hold. */
export interface Check {
  /** What must hold, as the reader of a fault is told. */
  rule: string;
  /**
   * Selects one row with a text `fault`, ids included, for each place where it does not hold. May read `job(request,
   * queue, dead)`: the correlation ids of the messages that wait or are being handled, and of the dead letters.
   */
  faults: SQL;
}

const SHOWN_PER_CHECK = 20;

/** What the checks found: a line for each fault, at most 20 of a kind and the number of the others, and how many there are. */
export interface Found {
  faults: string[];
  total: number;
}

/** Runs the checks on one connection. */
export async function findFaults(client: pg.ClientBase, checks: readonly Check[]): Promise<Found> {
  const jobs = sql.raw((await queueIsInstalled(client)) ? OPEN_JOBS : NO_JOBS);
  const lines: string[] = [];
  let total = 0;
  for (const { rule, faults } of checks) {
    const found = await select<{ fault: string; total: number }>(
      client,
      sql`WITH job AS (${jobs}), faults AS (${faults})
        SELECT fault, (count(*) OVER ())::int AS total FROM faults LIMIT ${SHOWN_PER_CHECK}`,
    );
    lines.push(...found.map(({ fault }) => `${fault} [${rule}]`));
    total += found[0]?.total ?? 0;
    const hidden = (found[0]?.total ?? 0) - found.length;
    if (hidden > 0) lines.push(`… and ${hidden} more [${rule}]`);
  }
  return { faults: lines, total };
}

/** Runs one query on a connection and returns its rows. */
export async function select<Row extends pg.QueryResultRow>(client: pg.ClientBase, query: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return (await client.query<Row>(text, params)).rows;
}
