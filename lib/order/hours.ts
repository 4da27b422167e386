import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { openingExceptions, openingHours } from '#drizzle/schema/order';
import { run } from '#lib/db/pool';
import { statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { dayAfter, dayOf, instantOf } from '#lib/i18n/calendar';

/** From when to when the shop takes orders: times of the day like `08:00:00`, by its own clocks. `closes` is no longer open. */
interface Span {
  opens: string;
  closes: string;
}

/** When the shop takes orders. Without hours for any weekday it always does, but for the exceptions. */
export interface Hours {
  /** Sunday is 0. */
  weekly: (Span & { weekday: number })[];
  /** Days that differ from their weekday; both times are null where the shop is closed. */
  exceptions: ({ day: string } & (Span | { opens: null; closes: null }))[];
}

/** Whether the shop takes orders; if not, when it does next, as far as anybody knows. */
export type Opening = { isOpen: true } | { isOpen: false; opensAt: Date | null };

const WHOLE_DAY: Span = { opens: '00:00:00', closes: '24:00:00' };
/** Who closes for longer has not said when they open. */
const DAYS_AHEAD = 400;

/** Whether the shop is open at a moment, on the clocks of its time zone. Pure. */
export function openingAt(hours: Hours, moment: Date, timeZone: string): Opening {
  if (hours.weekly.length === 0 && hours.exceptions.length === 0) return { isOpen: true };
  let day = dayOf(moment, timeZone);
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++, day = dayAfter(day)) {
    for (const { opens, closes } of spansOn(hours, day)) {
      const [from, to] = [timeOn(day, opens, timeZone), timeOn(day, closes, timeZone)];
      if (moment < from) return { isOpen: false, opensAt: from };
      if (moment < to) return { isOpen: true };
    }
  }
  return { isOpen: false, opensAt: null };
}

/** The hours of a day in their order. */
function spansOn({ weekly, exceptions }: Hours, day: string): Span[] {
  const exception = exceptions.find((one) => one.day === day);
  if (exception) return exception.opens === null ? [] : [exception];
  if (weekly.length === 0) return [WHOLE_DAY];
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekly.filter((span) => span.weekday === weekday).sort((a, b) => (a.opens < b.opens ? -1 : 1));
}

/** When the clocks of the shop show a time of a day, whose seconds are always 0. */
const timeOn = (day: string, time: string, timeZone: string): Date => instantOf(`${day}T${time.slice(0, 5)}`, timeZone);

const readHours = statement<Hours, { today: string }>(
  sql`SELECT ${jsonOf(openingHours, sql`true`)} AS weekly, ${jsonOf(openingExceptions, sql`${openingExceptions.day} >= ${sql.placeholder('today')}::date`)} AS exceptions`,
);

/** All rows of a small table as one JSON value, by the names of their columns, which are those of {@link Hours}. */
function jsonOf(table: PgTable, condition: SQL): SQL {
  return sql`(SELECT coalesce(json_agg(kept), '[]') FROM (SELECT * FROM ${table} WHERE ${condition}) AS kept)`;
}

/** The hours of the shop, with the exceptions from today on. One statement, which may travel with others. */
export async function findHours(runs: Pick<Transaction, 'run'>, moment: Date): Promise<Hours> {
  const [hours] = await runs.run(readHours, { today: dayOf(moment, env().SHOP_TIME_ZONE) });
  return hours ?? { weekly: [], exceptions: [] };
}

/** Whether the shop takes orders at this moment. */
export const readOpening = async (moment = new Date()): Promise<Opening> =>
  openingAt(await findHours({ run }, moment), moment, env().SHOP_TIME_ZONE);
