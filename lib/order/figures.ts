import { sql } from 'drizzle-orm';
import { orders } from '#drizzle/schema/order';
import { run } from '#lib/db/pool';
import { selection, statement } from '#lib/db/statement';
import { firstIdAt } from '#lib/ids';

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

/** What was sold of a product. Amounts in minor units; what was refunded later is not taken off. */
export interface Sales {
  productId: string;
  name: string;
  quantity: number;
  amount: number;
}

const sales = statement<Sales, { first: string; end: string }>(
  sql`SELECT item ->> 'productId' AS "productId", max(item ->> 'name') AS name, sum((item ->> 'quantity')::int8)::int8 AS quantity,
      sum((item ->> 'quantity')::int8 * (item ->> 'price')::int8)::int8 AS amount
    FROM ${orders} CROSS JOIN LATERAL jsonb_array_elements(${orders.items}) AS item
    WHERE ${inSpan} GROUP BY item ->> 'productId' ORDER BY amount DESC, "productId"`,
);

/** What was sold in a span of time by product, the largest amount first. */
export const readSales = (span: Span): Promise<Sales[]> => run(sales, ids(span));

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
