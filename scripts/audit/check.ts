import type pg from 'pg';
import { OPEN_JOBS } from '#lib/broker/job-table';

/** Something that must hold. `sql` selects one row with a text `fault`, ids included, for each place where it does not. */
export interface Check {
  /** What must hold, as the reader of a fault is told. */
  rule: string;
  /** May read `job(correlation_id, queue, dead)`: the messages that wait or are being handled, and the dead letters. */
  sql: string;
}

const SHOWN_PER_CHECK = 20;

const NO_JOBS = 'SELECT NULL::text AS correlation_id, NULL::text AS queue, false AS dead WHERE false';

/** Runs the checks on one connection and returns a line for each fault, at most 20 of a kind and the number of the others. */
export async function findFaults(client: pg.ClientBase, checks: readonly Check[]): Promise<string[]> {
  const { rows } = await client.query<{ hasBroker: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS "hasBroker"`,
  );
  const jobs = rows[0]?.hasBroker ? OPEN_JOBS : NO_JOBS;
  const lines: string[] = [];
  for (const { rule, sql } of checks) {
    const faults = await client.query<{ fault: string; total: number }>(
      `WITH job AS (${jobs}), faults AS (${sql})
       SELECT fault, (count(*) OVER ())::int AS total FROM faults LIMIT ${SHOWN_PER_CHECK}`,
    );
    lines.push(...faults.rows.map(({ fault }) => `${fault} [${rule}]`));
    const hidden = (faults.rows[0]?.total ?? 0) - faults.rows.length;
    if (hidden > 0) lines.push(`… and ${hidden} more [${rule}]`);
  }
  return lines;
}
