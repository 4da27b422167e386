import { is, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, PgTable, PgTimestamp } from 'drizzle-orm/pg-core';
import * as accounts from '#drizzle/schema/accounts';
import * as billing from '#drizzle/schema/billing';
import * as notification from '#drizzle/schema/notification';
import * as order from '#drizzle/schema/order';
import * as user from '#drizzle/schema/user';
import { bare } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { asIfAt } from '#lib/told-time';

/** Does something as if it were done at a moment. Everything in a told transaction is done by this. */
export type At = <Result>(moment: Date, work: () => Promise<Result>) => Promise<Result>;

const SETTING = 'saldo.told_time';
const FUNCTION = 'pg_temp.tell_';

const tables = [accounts, billing, notification, order, user]
  .flatMap((schema): unknown[] => Object.values(schema))
  .filter((value): value is PgTable => is(value, PgTable))
  .map((table) => ({
    table,
    name: `${getTableConfig(table).schema}_${getTableConfig(table).name}`,
    times: getTableConfig(table).columns.filter((column) => is(column, PgTimestamp)),
  }))
  .filter(({ times }) => times.length > 0);

/** What the database takes for the time of the transaction becomes the told time, in the row that is about to be written. */
const tell = tables.map(({ table, name, times }): SQL => {
  const told = sql`current_setting(${sql.raw(`'${SETTING}'`)})::timestamptz`;
  const changes = times.map((time) => sql`IF NEW.${bare(time)} = now() THEN NEW.${bare(time)} := ${told}; END IF;`);
  const [does, trigger] = [sql.raw(FUNCTION + name), sql.identifier(`tell_${name}`)];
  return sql`CREATE FUNCTION ${does}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${sql.join(changes, sql` `)} RETURN NEW; END $$;
    CREATE TRIGGER ${trigger} BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION ${does}()`;
});
const fallSilent = tables.map(({ name }): SQL => sql`DROP FUNCTION ${sql.raw(FUNCTION + name)}() CASCADE`);
const inOneGo = (statements: SQL[]) => sql.join(statements, sql`; `);

/**
 * Tells a history: what `work` does in the transaction is done at the moments that it names, by everything that the product does at its
 * present. The guards of the books stand: rows are told when they are written, and nothing is changed later. What does it are triggers of
 * this transaction, gone before it commits, so nobody else ever sees them.
 */
export async function tellHistory<Result>(tx: Transaction, work: (at: At) => Promise<Result>): Promise<Result> {
  await tx.orm.execute(inOneGo(tell));
  const result = await work(async (moment, act) => {
    await tx.query('SELECT set_config($1, $2, true)', [SETTING, moment.toISOString()]);
    return asIfAt(moment, act);
  });
  // A trigger cannot be dropped while a deferred check of its table waits.
  await tx.orm.execute(inOneGo([sql`SET CONSTRAINTS ALL IMMEDIATE`, ...fallSilent]));
  return result;
}
