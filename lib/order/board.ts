import { and, asc, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import { orders } from '#drizzle/schema/order';
import { orm } from '#lib/db/pool';
import { firstIdAt } from '#lib/ids';
import type { Fulfilment } from './counter.ts';
import type { OrderItem } from './facts.ts';
import { isOpen } from './search.ts';

/** The states of the orders that the counter has to do with, in their order. */
export const boardStates = ['accepted', 'preparing', 'ready'] as const satisfies Fulfilment[];
export type BoardState = (typeof boardStates)[number];

/** An order as the counter sees it: what to prepare, and whom to call. */
export interface BoardOrder {
  orderId: string;
  number: number;
  customerName: string;
  items: OrderItem[];
  settledAt: Date;
}

/** More orders of a state than this are no help at a counter. */
const SHOWN_MAX = 100;

const columns = {
  orderId: orders.id,
  number: sql<number>`coalesce(${orders.number}, 0)`,
  customerName: sql<string>`${orders.contact} ->> 'name'`,
  items: orders.items,
  settledAt: sql`coalesce(${orders.settledAt}, ${orders.createdAt})`.mapWith(orders.createdAt),
};

/** The oldest orders of a state at the counter, oldest first. */
export const readBoardOrders = (state: BoardState): Promise<BoardOrder[]> =>
  orm()
    .select(columns)
    .from(orders)
    .where(and(isOpen, eq(orders.fulfilment, state)))
    .orderBy(asc(orders.id))
    .limit(SHOWN_MAX);

/** What was handed over since a moment, the last first; of the orders that are at most some hours old. */
export const readHandedOver = (since: Date, limit: number): Promise<BoardOrder[]> =>
  orm()
    .select(columns)
    .from(orders)
    .where(
      and(
        gte(orders.id, firstIdAt(since.getTime() - 3 * 3_600_000)),
        eq(orders.fulfilment, 'collected'),
        eq(orders.instant, false),
        gte(orders.fulfilmentAt, since),
      ),
    )
    .orderBy(desc(orders.fulfilmentAt))
    .limit(limit);

/** The numbers to be called out; those that have waited longer are nobody's news. */
export async function readPickup(since: Date): Promise<Record<'preparing' | 'ready', number[]>> {
  const rows = await orm()
    .select({ number: orders.number, fulfilment: orders.fulfilment })
    .from(orders)
    .where(and(isOpen, inArray(orders.fulfilment, ['preparing', 'ready']), gte(orders.fulfilmentAt, since)))
    .orderBy(desc(orders.fulfilmentAt))
    .limit(SHOWN_MAX);
  const numbersIn = (state: Fulfilment) => [
    ...new Set(rows.flatMap(({ number, fulfilment }) => (fulfilment === state && number !== null ? [number] : []))),
  ];
  return { preparing: numbersIn('preparing'), ready: numbersIn('ready') };
}
