import type { Identity } from '#lib/accounts/sign-in';
import { isId } from '#lib/ids';
import type { OrderFilter } from '#lib/order/search';
import { listCustomers } from './customers.ts';
import { shopToday } from './days.ts';
import { listOrders } from './orders.ts';

/** What a word or a number finds in the office; what the person may not see is missing. */
export interface Found {
  customers: { userId: string; name: string; email: string }[];
  orders: { orderId: string; number: number | null; customerName: string | null }[];
}

/** Of each kind. */
const FOUND_MAX = 5;

/** Finds customers by name, address, card or id, and orders by id, or by their number of today. */
export async function find(actor: Identity, query: string): Promise<Found> {
  const wanted = query.trim();
  const order = orderNamed(wanted);
  const [customers, orders] = await Promise.all([
    wanted === '' ? null : listCustomers(actor, { query: wanted, limit: FOUND_MAX }),
    order && listOrders(actor, order, { limit: FOUND_MAX }),
  ]);
  return {
    customers: customers?.items.map(({ userId, name, email }) => ({ userId, name, email })) ?? [],
    orders: orders?.items.map(({ orderId, number, customerName }) => ({ orderId, number, customerName })) ?? [],
  };
}

function orderNamed(wanted: string): Pick<OrderFilter, 'orderId' | 'day' | 'number'> | null {
  const orderId = wanted.toLowerCase();
  if (isId(orderId)) return { orderId };
  const [, number] = /^#?(\d{1,9})$/.exec(wanted) ?? [];
  return number === undefined ? null : { day: shopToday(), number: Number(number) };
}
