import { type Column, fillPlaceholders, type GetColumnData, getTableColumns, Param, type SQL, sql } from 'drizzle-orm';
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core';

/** How Drizzle writes the SQL of this project: columns are named in snake case. */
export const dialect = new PgDialect({ casing: 'snake_case' });

/** A compiled statement. `Values` are its placeholders by name, `Row` is one row of its result. */
export interface Statement<Row, Values extends object> {
  readonly text: string;
  /** The parameters of one execution, in their order. */
  parametersOf(values: Values): unknown[];
  /** Carries the type only. */
  readonly row?: Row;
}

/**
 * Compiles a statement once, at its first use. Write it as an `sql` template over the columns of the schema, with
 * `sql.placeholder` for what changes. Drizzle's query builder costs four times the processor time of the statement
 * itself when it is built at each call, so it is for single rows; sets and everything that an order passes through use
 * this.
 */
export function statement<Row, Values extends object = Record<never, never>>(query: SQL): Statement<Row, Values> {
  let compiled: { sql: string; params: unknown[] } | undefined;
  const compile = () => {
    compiled ??= dialect.sqlToQuery(query);
    return compiled;
  };
  return {
    get text() {
      return compile().sql;
    },
    parametersOf: (values) => fillPlaceholders(compile().params, values as Record<string, unknown>),
  };
}

/** The columns of a result by the names that its rows carry. */
type Selection = Record<string, Column | SQL | SQL.Aliased>;

/** One row of a {@link selection}, as the driver returns it. */
export type RowOf<Selected> =
  Selected extends SelectedColumns<infer S>
    ? {
        [Name in keyof S]: S[Name] extends Column
          ? GetColumnData<S[Name]>
          : S[Name] extends SQL<infer T> | SQL.Aliased<infer T>
            ? T
            : never;
      }
    : never;

/** What stands behind SELECT or RETURNING; `S` carries the types of its rows. */
export interface SelectedColumns<S extends Selection> extends SQL {
  readonly selected?: S;
}

/** A list for SELECT or RETURNING: each column under the name that the rows carry. */
export const selection = <S extends Selection>(columns: S): SelectedColumns<S> =>
  sql.join(
    Object.entries(columns).map(([name, column]) => sql`${column} AS ${sql.identifier(name)}`),
    sql`, `,
  );

/** A column without its table, as the column lists of INSERT and the left-hand sides of SET want it. */
export const bare = (column: Column): SQL => sql.raw(dialect.sqlToQuery(sql`${column}`, 'indexes').sql);

/** Columns without their table, separated by commas. */
export const bareList = (columns: Column[]): SQL => sql.join(columns.map(bare), sql`, `);

type ColumnsOf<Table extends PgTable> = Table['_']['columns'];

/**
 * Rows that travel as one JSON parameter named `rows`, typed by the columns that they are meant for. `source` stands in
 * FROM under the name `given`, `columns` are its columns; `names` are the same columns in the table.
 */
export function givenRows<Table extends PgTable, Key extends string & keyof ColumnsOf<Table>>(
  table: Table,
  keys: readonly Key[],
): GivenRows<Key> {
  const columns = keys.map((key) => [key, getTableColumns(table)[key] as Column] as const);
  const declared = columns.map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`);
  const parameter = new Param(sql.placeholder('rows'), { mapToDriverValue: (rows) => JSON.stringify(rows) });
  const given = (key: string): SQL => sql`${sql.identifier('given')}.${sql.identifier(key)}`;
  return {
    source: sql`json_to_recordset(${parameter}) AS ${sql.identifier('given')}(${sql.join(declared, sql`, `)})`,
    names: bareList(columns.map(([, column]) => column)),
    columns: sql.join(keys.map(given), sql`, `),
    column: Object.fromEntries(keys.map((key) => [key, given(key)])) as Record<Key, SQL>,
  };
}

interface GivenRows<Key extends string> {
  source: SQL;
  names: SQL;
  columns: SQL;
  column: Record<Key, SQL>;
}

/** The rows of {@link givenRows}, as its statement wants them. */
export type Given<Table extends PgTable, Key extends keyof Table['$inferInsert']> = {
  rows: Pick<Table['$inferInsert'], Key>[];
};

/** Compiles the INSERT of a set of rows, which travel as one JSON parameter and are inserted in their order. */
export function insertRows<Table extends PgTable, Key extends string & keyof ColumnsOf<Table>>(
  table: Table,
  keys: readonly Key[],
): Statement<never, Given<Table, Key>> {
  const { names, columns, source } = givenRows(table, keys);
  return statement(sql`INSERT INTO ${table} (${names}) SELECT ${columns} FROM ${source}`);
}
