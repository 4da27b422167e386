import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, dayCloses, entries, transfers } from '#drizzle/schema/billing';
import { dayHash, methods } from '#lib/billing/day-close';
import type { Check } from './check.ts';

const day = alias(dayCloses, 'day');
const transfer = alias(transfers, 'transfer');
const entry = alias(entries, 'entry');
const house = alias(accounts, 'house');

/** The closed days with what the one before them left. */
const chain = sql`(SELECT *, lag(${day.hash}, 1, '') OVER days AS hash_before, lag(${day.number}, 1, 0::bigint) OVER days AS number_before,
    lag(${day.until}, 1, '-infinity') OVER days AS from_until, lag(${day.position}, 1, 0::bigint) OVER days AS from_position,
    lag(${day.held}) OVER days AS held_before
  FROM ${dayCloses} AS ${day} WINDOW days AS (ORDER BY ${day.number})) AS ${day}`;

/** What must hold of the closed days. */
export const dayChecks: readonly Check[] = [
  {
    rule: 'closed days are numbered without gap, and each carries the hash of its facts and of the day before',
    faults: sql`
      SELECT format('day %s, number %s: its facts have the hash %s, it carries %s; the day before it, number %s, has %s, it names %s',
        ${day.day}, ${day.number}, ${dayHash(day)}, ${day.hash}, number_before, hash_before, ${day.previousHash}) AS fault
      FROM ${chain}
      WHERE (${day.number}, ${day.hash}, ${day.previousHash}) IS DISTINCT FROM (number_before + 1, ${dayHash(day)}, hash_before)`,
  },
  {
    rule: 'a closed day says what its transfers add up to',
    faults: sql`
      SELECT format('day %s, number %s: %s came in by %s, it says %s', ${day.day}, ${day.number}, booked.amount, booked.way,
        coalesce(${day.expected} ->> booked.way, '0')) AS fault
      FROM ${chain} CROSS JOIN LATERAL (
        SELECT way, coalesce(-sum(${entry.amount}) FILTER (WHERE ${house.name} = way), 0) AS amount
        FROM unnest(ARRAY[${sql.join(
          methods.map((method) => sql`${method}`),
          sql`, `,
        )}]::text[]) AS way
        LEFT JOIN (${transfers} AS ${transfer} JOIN ${entries} AS ${entry} ON ${entry.transferId} = ${transfer.id}
          JOIN ${accounts} AS ${house} ON ${house.id} = ${entry.accountId} AND ${house.kind} = 'house')
          ON ${transfer.createdAt} < ${day.until} AND coalesce(${transfer.position}, 0) <= ${day.position}
            AND (${transfer.createdAt} >= from_until OR ${transfer.position} > from_position)
            AND ${transfer.currency} = ${day.currency}
        GROUP BY way) AS booked
      WHERE booked.amount <> coalesce((${day.expected} ->> booked.way)::bigint, 0)`,
  },
  {
    rule: 'a closed day says what the house accounts held at its end',
    faults: sql`
      SELECT format('day %s, number %s: %s of %s moved by %s since the day before it, and the days say by %s', ${day.day}, ${day.number},
        moved.name, moved.currency, moved.amount, moved.said) AS fault
      FROM ${chain} CROSS JOIN LATERAL (
        SELECT ${house.name}, ${house.currency}, coalesce(sum(${entry.amount}), 0) AS amount,
          coalesce((${day.held} ->> ${house.id}::text)::bigint, 0) - coalesce((held_before ->> ${house.id}::text)::bigint, 0) AS said
        FROM ${accounts} AS ${house}
        LEFT JOIN (${transfers} AS ${transfer} JOIN ${entries} AS ${entry} ON ${entry.transferId} = ${transfer.id})
          ON ${entry.accountId} = ${house.id} AND ${transfer.createdAt} < ${day.until} AND coalesce(${transfer.position}, 0) <= ${day.position}
            AND (${transfer.createdAt} >= CASE WHEN held_before IS NULL THEN '-infinity' ELSE from_until END
              OR ${transfer.position} > from_position)
        WHERE ${house.kind} = 'house' GROUP BY ${house.id}) AS moved
      WHERE ${day.held} IS NOT NULL AND moved.amount <> moved.said`,
  },
];
