import { type Column, type SQL, sql } from 'drizzle-orm';
import { orders, products, refunds } from '#drizzle/schema/order';
import { run } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import { firstIdAt } from '#lib/ids';
import type { Language } from './read.ts';

// Figures of the orders of a span of time. The ids of orders carry their time, so the primary key finds them.

interface Span {
  from: Date;
  before: Date;
}

const ids = ({ from, before }: Span) => ({
  first: firstIdAt(from.getTime()),
  end: firstIdAt(before.getTime()),
});
const inSpan = sql`${orders.id} >= ${sql.placeholder('first')} AND ${orders.id} < ${sql.placeholder('end')}
  AND ${orders.status} = 'paid'`;

/** What was sold of a product, in a category or in an hour of the day, less what was refunded of it. `amount` in minor units. */
export interface Sales {
  /** The id of the product, the category, or the hour. */
  key: string;
  /** The name of the product, of one of them in a group of several. */
  name: string;
  quantity: number;
  amount: number;
}

const itemsOf = (items: SQL | Column) =>
  sql`jsonb_to_recordset(${items}) AS item("productId" text, name text, quantity int8, price int8)`;
const inOrder = sql`(SELECT max(item.price) FROM ${itemsOf(orders.items)} WHERE item."productId" = back."productId")`;
/** What was ordered, and what was refunded of it with a quantity below zero and no name. */
const lines = sql`(SELECT item."productId", item.name, item.quantity, item.price, ${orders.createdAt} AS "createdAt"
    FROM ${orders} CROSS JOIN LATERAL ${itemsOf(orders.items)} WHERE ${inSpan}
  UNION ALL SELECT back."productId", NULL, -back.quantity, ${inOrder}, ${orders.createdAt}
    FROM ${orders} JOIN ${refunds} ON ${refunds.orderId} = ${orders.id} AND ${refunds.status} = 'settled'
    CROSS JOIN LATERAL jsonb_to_recordset(${refunds.items}) AS back("productId" text, quantity int8)
    WHERE ${inSpan} AND ${orders.refunded} > 0) AS line`;

/** By what sales are added up. */
export const salesGroups = ['product', 'category', 'hour'] as const;
export type SalesGroup = (typeof salesGroups)[number];

const grouped = {
  product: sql`line."productId"`,
  category: sql`coalesce(${products.category}, 'other')`,
  hour: sql`to_char(line."createdAt" AT TIME ZONE ${sql.placeholder('timeZone')}, 'HH24')`,
};
// All of them are added up in one pass over the orders.
const sales = statement<
  Sales & { by: SalesGroup },
  { first: string; end: string; timeZone: string; language: Language | null }
>(
  sql`SELECT CASE WHEN product IS NOT NULL THEN 'product' WHEN category IS NOT NULL THEN 'category' ELSE 'hour' END AS "by",
      coalesce(product, category, hour) AS key, max(name) AS name, sum(quantity)::int8 AS quantity, sum(quantity * price)::int8 AS amount
    FROM (SELECT ${selection(grouped)}, coalesce(${products.names} ->> ${sql.placeholder('language')}::text, line.name) AS name, line.quantity, line.price FROM ${lines}
      LEFT JOIN ${products} ON ${products.id} = line."productId") AS sold
    GROUP BY GROUPING SETS ((product), (category), (hour)) HAVING sum(quantity) > 0 ORDER BY CASE WHEN hour IS NULL THEN -sum(quantity * price) END, key`,
);

/**
 * What the orders of a span of time sold, the largest amount first: by product, by the category that it has now, and by the hour on the clocks
 * of a time zone (`00` to `23`), the first hour first. Products are named in the language, and as their orders name them where they have no
 * name in it.
 */
export async function readSales(
  span: Span,
  timeZone: string,
  language?: Language,
): Promise<Record<SalesGroup, Sales[]>> {
  const rows = await run(sales, { ...ids(span), timeZone, language: language ?? null });
  const of = (group: SalesGroup) => rows.flatMap(({ by, ...row }) => (by === group ? [row] : []));
  return { product: of('product'), category: of('category'), hour: of('hour') };
}

/** The paid orders of an hour of the day. `total` in minor units. */
export interface Hour {
  hour: number;
  count: number;
  total: number;
}

const hour = sql`extract(hour FROM ${orders.createdAt} AT TIME ZONE ${sql.placeholder('timeZone')})::int`;
const hours = statement<Hour, { first: string; end: string; timeZone: string }>(
  sql`SELECT ${selection({ hour, count: sql`count(*)`, total: sql`sum(${orders.total})::int8` })} FROM ${orders}
    WHERE ${inSpan} GROUP BY 1 ORDER BY 1`,
);

/** The paid orders of a day by the hour on the clocks of a time zone; hours without any are missing. */
export const readHours = (span: Span, timeZone: string): Promise<Hour[]> => run(hours, { ...ids(span), timeZone });

/** The orders at the counter by state, and how many of them were paid too long ago. */
export interface CounterFigures {
  accepted: number;
  preparing: number;
  ready: number;
  late: number;
}

const counter = statement<CounterFigures, { lateMinutes: number }>(
  sql`SELECT count(*) FILTER (WHERE ${orders.fulfilment} = 'accepted') AS accepted,
      count(*) FILTER (WHERE ${orders.fulfilment} = 'preparing') AS preparing,
      count(*) FILTER (WHERE ${orders.fulfilment} = 'ready') AS ready,
      count(*) FILTER (WHERE ${orders.fulfilment} <> 'ready'
        AND ${orders.settledAt} < now() - make_interval(mins => ${sql.placeholder('lateMinutes')}::int)) AS late
    FROM ${orders} WHERE ${orders.fulfilment} IN ('accepted', 'preparing', 'ready')`,
);

/** What waits at the counter. An order is late when it is not ready so many minutes after its payment. */
export async function readCounterFigures(lateMinutes: number): Promise<CounterFigures> {
  const [figures] = await run(counter, { lateMinutes });
  return figures ?? { accepted: 0, preparing: 0, ready: 0, late: 0 };
}
