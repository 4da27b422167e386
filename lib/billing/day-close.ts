import { type Column, desc, eq, type SQL, sql } from 'drizzle-orm';
import { accounts, dayCloses, transfers } from '#drizzle/schema/billing';
import { now } from '#lib/clock';
import { orm, run } from '#lib/db/pool';
import { bare, type Given, givenRows, selection, statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { houseId } from './accounts.ts';
import type { Method } from './decide.ts';
import { halves } from './ledger-read.ts';

/** How money comes in and goes out. */
export const methods = transfers.method.enumValues;
/** What can be counted: nobody has paid the money of the sandbox. */
export const countable = methods.filter((method) => method !== 'sandbox');

/** Amounts in minor units by method; a method that is missing is 0. */
export type ByMethod = Partial<Record<Method, number>>;

/** A closed day. Amounts in minor units, times in ISO 8601. */
export interface ClosedDay {
  number: number;
  /** The day of the shop, `2026-05-01`. */
  day: string;
  currency: string;
  /** Its transfers were made before this moment and stand at `position` or before it, and belong to no earlier day. */
  until: string;
  position: number;
  /** What the books say came in less what went out, and what was counted. */
  expected: ByMethod;
  counted: ByMethod;
  /** Number and sum of the transfers, by kind. */
  totals: Record<string, { count: number; amount: number }>;
  /** Why what was counted differs; null where it does not. */
  reason: string | null;
  closedBy: string;
  closedAt: string;
  previousHash: string;
  hash: string;
}

/** What to close: a day that has begun, in the time zone of the shop. */
export interface DayToClose {
  day: string;
  currency: string;
  /** When the day begins and ends. */
  from: Date;
  end: Date;
  counted: ByMethod;
  reason: string | null;
  closedBy: string;
}

/** Whether a day was closed. `later-closed`: so was a later one, whose figures hold the transfers of this one. */
export type CloseOutcome =
  | { kind: 'closed'; close: ClosedDay }
  | { kind: 'already-closed'; close: ClosedDay }
  | { kind: 'later-closed'; day: string }
  | { kind: 'not-begun' }
  /** What was counted differs from what the books say, and nobody says why. */
  | { kind: 'reason-needed'; expected: ByMethod };

const lockTransfers = statement(sql`LOCK TABLE ${transfers} IN SHARE ROW EXCLUSIVE MODE`);

/** The first day that was closed has no day before it. */
const NO_HASH = '';

/**
 * Closes a day, once. Nobody posts meanwhile: every transfer that began is there, and every later one stands behind the line that is drawn,
 * so each belongs to exactly one closed day.
 */
export async function closeDay(tx: Transaction, request: DayToClose): Promise<CloseOutcome> {
  const { day, currency, from, end, counted, reason, closedBy } = request;
  const heldBefore = await heldAtLastClose(tx);
  await tx.run(lockTransfers, {});
  const closedAt = now();
  if (from > closedAt) return { kind: 'not-begun' };
  const closed = await readClose(day, tx.orm);
  if (closed) return { kind: 'already-closed', close: closed };
  const last = await readLastClose(tx.orm);
  if (last && last.day > day) return { kind: 'later-closed', day: last.day };
  const [newest] = await tx.run(lastPosition, {});
  const isOver = end < closedAt;
  const line = { until: (isOver ? end : closedAt).toISOString(), position: newest?.position ?? 0 };
  const { expected, totals, moved } = await figuresBetween(last, line, currency, tx);
  const differs = countable.some((method) => (counted[method] ?? 0) !== (expected[method] ?? 0));
  if (differs && reason === null) return { kind: 'reason-needed', expected };
  const facts = {
    number: (last?.number ?? 0) + 1,
    day,
    currency,
    ...line,
    expected,
    counted,
    totals,
    reason: differs ? reason : null,
    closedBy,
    closedAt: closedAt.toISOString(),
    previousHash: last?.hash ?? NO_HASH,
  };
  const held = added(last?.held ?? heldBefore, moved);
  const [{ hash } = { hash: '' }] = await tx.run(insertClose, {
    rows: [{ ...facts, held, until: new Date(line.until), closedAt }],
  });
  return { kind: 'closed', close: { ...facts, hash } };
}

const factKeys = [
  'number',
  'day',
  'currency',
  'until',
  'position',
  'expected',
  'counted',
  'totals',
  'reason',
  'closedBy',
  'closedAt',
  'previousHash',
  'held',
] as const;
type Fact = (typeof factKeys)[number];

/** The hash that a closed day must carry: SHA-256 over its facts, each in a text that no setting changes; `held` where there is one. */
export const dayHash = (day: Record<Fact, Column | SQL>): SQL<string> => sql`encode(sha256(convert_to(concat_ws('|',
  ${day.number}, to_char(${day.day}, 'YYYY-MM-DD'), ${day.currency}, extract(epoch FROM ${day.until}), ${day.position},
  ${day.expected}, ${day.counted}, ${day.totals}, coalesce(${day.reason}, ''), ${day.closedBy},
  extract(epoch FROM ${day.closedAt}), ${day.previousHash}, ${day.held}), 'UTF8')), 'hex')`;

const given = givenRows(dayCloses, factKeys);
const insertClose = statement<{ hash: string }, Given<typeof dayCloses, Fact>>(
  sql`INSERT INTO ${dayCloses} (${given.names}, ${bare(dayCloses.hash)})
    SELECT ${given.columns}, ${dayHash(given.column)} FROM ${given.source} RETURNING ${bare(dayCloses.hash)}`,
);

/** The figures of a day that is not closed yet, as they stand now. */
export async function readOpenDay(currency: string): Promise<{ expected: ByMethod; totals: ClosedDay['totals'] }> {
  const last = await readLastClose();
  const line = { until: new Date().toISOString(), position: Number.MAX_SAFE_INTEGER };
  const { expected, totals } = await figuresBetween(last, line, currency, { run });
  return { expected, totals };
}

/** A closed day; null while it is open. */
export async function readClose(day: string, through = orm()): Promise<ClosedDay | null> {
  const [row] = await through.select().from(dayCloses).where(eq(dayCloses.day, day));
  return row ? closeOf(row) : null;
}

/** The closed days, the last one first. */
export async function readCloses(limit: number): Promise<ClosedDay[]> {
  const rows = await orm().select().from(dayCloses).orderBy(desc(dayCloses.number)).limit(limit);
  return rows.map(closeOf);
}

type LastClose = ClosedDay & { held: HouseBalances | null };

async function readLastClose(through = orm()): Promise<LastClose | null> {
  const [row] = await through.select().from(dayCloses).orderBy(desc(dayCloses.number)).limit(1);
  return row ? { ...closeOf(row), held: row.held } : null;
}

const closeOf = ({ until, closedAt, held: _, ...row }: typeof dayCloses.$inferSelect): ClosedDay => ({
  ...row,
  until: until.toISOString(),
  closedAt: closedAt.toISOString(),
});

/** Up to where the transfers of a closed day reach. */
type Line = Pick<ClosedDay, 'until' | 'position'>;

const BEGINNING: Line = { until: new Date(0).toISOString(), position: 0 };

const lastPosition = statement<{ position: number | null }>(
  sql`SELECT max(${transfers.position}) AS position FROM ${transfers}`,
);

interface Between extends Line {
  fromUntil: string;
  fromPosition: number;
}

/** The transfers that one line holds and an earlier one did not. */
const isBetween = sql`${transfers.createdAt} < ${sql.placeholder('until')}
  AND coalesce(${transfers.position}, 0) <= ${sql.placeholder('position')}
  AND (${transfers.createdAt} >= ${sql.placeholder('fromUntil')} OR ${transfers.position} > ${sql.placeholder('fromPosition')})`;

const between = (from: Line | null, to: Line): Between => {
  const { until: fromUntil, position: fromPosition } = from ?? BEGINNING;
  return { until: to.until, position: to.position, fromUntil, fromPosition };
};

const sumsByKind = statement<{ kind: string; count: number; amount: number }, Between & { currency: string }>(
  sql`SELECT ${selection({
    kind: transfers.kind,
    count: sql`count(*)`,
    amount: sql`sum(${transfers.amount})::int8`,
  })} FROM ${transfers} WHERE ${isBetween}
      AND ${transfers.currency} = ${sql.placeholder('currency')} GROUP BY ${transfers.kind} ORDER BY ${transfers.kind}`,
);

/** Amounts in minor units by the id of a house account. */
type HouseBalances = Record<string, number>;

const sumsInHouse = statement<{ id: string; amount: number }, Between>(
  sql`SELECT ${selection({ id: accounts.id, amount: sql`sum(half.amount)::int8` })} FROM ${transfers} CROSS JOIN LATERAL ${halves}
    JOIN ${accounts} ON ${accounts.id} = half.account AND ${accounts.kind} = 'house' WHERE ${isBetween} GROUP BY ${accounts.id}`,
);

const movedInHouse = async (moved: Between, reader: Pick<Transaction, 'run'>): Promise<HouseBalances> =>
  Object.fromEntries((await reader.run(sumsInHouse, moved)).map(({ id, amount }) => [id, amount]));

function added(balances: HouseBalances, moved: HouseBalances): HouseBalances {
  const sums = { ...balances };
  for (const [id, amount] of Object.entries(moved)) sums[id] = (sums[id] ?? 0) + amount;
  return sums;
}

/**
 * What the house accounts held when the last day was closed. Days that an older release closed do not say it, and then all transfers behind their
 * line are added up, which can take seconds: nothing is booked there any more, so it needs no lock.
 */
async function heldAtLastClose(tx: Transaction): Promise<HouseBalances> {
  const last = await readLastClose(tx.orm);
  if (!last) return {};
  return last.held ?? movedInHouse(between(null, last), tx);
}

/** What the transfers between two lines add up to: by method what came in less what went out, by kind, and by house account. */
async function figuresBetween(from: Line | null, to: Line, currency: string, reader: Pick<Transaction, 'run'>) {
  const inLines = between(from, to);
  const [moved, byKind] = await Promise.all([
    movedInHouse(inLines, reader),
    reader.run(sumsByKind, { ...inLines, currency }),
  ]);
  // What comes in debits a house account.
  const expected: ByMethod = Object.fromEntries(
    methods.flatMap((method) => {
      const amount = moved[houseId(method, currency)];
      return amount === undefined ? [] : [[method, 0 - amount]];
    }),
  );
  const totals: ClosedDay['totals'] = Object.fromEntries(byKind.map(({ kind, ...sums }) => [kind, sums]));
  return { expected, totals, moved };
}
