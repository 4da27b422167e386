import { asc } from 'drizzle-orm';
import { openingExceptions, openingHours } from '#drizzle/schema/order';
import { type Orm, orm } from '#lib/db/pool';
import type { Transaction } from '#lib/db/transact';
import { announce } from './announce.ts';

/** The lock of whoever replaces the opening hours: there may be no row that could be locked. */
const REPLACING = 7_204_001;

/** When the shop takes orders, in its time zone. Without any weekday it always does, but on days with an exception. Times are `08:30`. */
export interface OpeningHours {
  /** 0 is Sunday. A day may have several spans. */
  weekdays: { weekday: number; opens: string; closes: string }[];
  /** Days that differ from their weekday; both times are null where the shop is closed. */
  exceptions: { day: string; opens: string | null; closes: string | null; note: string | null }[];
}

/** The opening hours, in their order. */
export async function readOpeningHours(db: Orm = orm()): Promise<OpeningHours> {
  const [weekdays, exceptions] = await Promise.all([
    db.select().from(openingHours).orderBy(asc(openingHours.weekday), asc(openingHours.opens)),
    db.select().from(openingExceptions).orderBy(asc(openingExceptions.day)),
  ]);
  return {
    weekdays: weekdays.map(({ weekday, opens, closes }) => ({
      weekday,
      opens: minutes(opens),
      closes: minutes(closes),
    })),
    exceptions: exceptions.map(({ day, opens, closes, note }) => ({
      day,
      opens: opens && minutes(opens),
      closes: closes && minutes(closes),
      note,
    })),
  };
}

/** Sets the opening hours as a whole, and returns what they were. Whoever comes second waits, and replaces what the first has set. */
export async function replaceOpeningHours(
  tx: Transaction,
  { weekdays, exceptions }: OpeningHours,
): Promise<OpeningHours> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [REPLACING]);
  const before = await readOpeningHours(tx.orm);
  await tx.orm.delete(openingHours);
  await tx.orm.delete(openingExceptions);
  if (weekdays.length > 0) await tx.orm.insert(openingHours).values(weekdays);
  if (exceptions.length > 0) await tx.orm.insert(openingExceptions).values(exceptions);
  announce(tx);
  return before;
}

/** `08:30:00` as `08:30`. */
const minutes = (time: string): string => time.slice(0, 5);
