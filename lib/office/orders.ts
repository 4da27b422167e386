import { may, mayServe } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';
import { activity } from '#lib/activity';
import type { Page } from '#lib/db/cursor';
import { refusedNow, send, type UnknownOrder } from '#lib/gateway/operations';
import type { AdvanceOutcome, RefundOutcome, Result } from '#lib/gateway/outcomes';
import { advanceFlow, refundFlow } from '#lib/gateway/styles/command-reply';
import { newId } from '#lib/ids';
import { type OrderView, readOrder, readRefunds } from '#lib/order/read';
import type { RefundView } from '#lib/order/refunds';
import { type OrderFilter, readOrderVersion, searchOrders } from '#lib/order/search';
import { findCustomers } from '#lib/user/customers';
import { ifAllowed } from './allowed.ts';
import type { NotAllowed, OfficeRequest } from './operation.ts';
import { readPeople } from './people.ts';

export type { OrderFilter } from '#lib/order/search';

/** Nobody refunds their own order, but for an owner of the shop. */
export interface OwnOrder {
  kind: 'own-order';
}

/** The customer has erased their account: there is no wallet to give money back to. */
export interface UnknownCustomer {
  kind: 'unknown-customer';
}
const unknownCustomer: UnknownCustomer = { kind: 'unknown-customer' };

/** An order as the office sees it: whom to call out is in its number, whom to ask in its customer's id. */
export type OfficeOrder = Omit<OrderView, 'contact'>;

/** A page of the orders of all customers, newest first. Throws `InvalidCursor`. */
export const readOfficeOrders = (
  actor: Identity,
  filter: OrderFilter,
  page: Paging,
): Promise<Page<OfficeOrder> | null> =>
  ifAllowed(actor, 'orders.read', async () => {
    const { items, nextCursor } = await searchOrders(filter, page);
    return { items: items.map(withoutContact), nextCursor };
  });

interface Paging {
  limit: number;
  cursor?: string | undefined;
}

/** An order with its refunds; null if there is none. */
export const readOfficeOrder = (
  actor: Identity,
  orderId: string,
): Promise<(OfficeOrder & { refunds: RefundView[] }) | null> =>
  ifAllowed(actor, 'orders.read', async () => {
    const [order, refunds] = await Promise.all([readOrder(orderId), readRefunds(orderId)]);
    return order && { ...withoutContact(order), refunds };
  });

/** The most customers whose orders a query finds. */
const QUERIED_MAX = 100;

/** A page of the orders that match a filter, each with its customer's name; `customer` is a query for customers. Throws `InvalidCursor`. */
export const listOrders = (
  actor: Identity,
  filter: ListFilter,
  page: Paging,
): Promise<Page<OfficeOrder & { customerName: string | null }> | null> =>
  ifAllowed(actor, 'orders.read', () => ordersWithNames(filter, page));

type ListFilter = Omit<OrderFilter, 'userIds'> & { customer?: string | undefined };

async function ordersWithNames({ customer, ...filter }: ListFilter, page: Paging) {
  const found = customer ? await findCustomers({ query: customer, limit: QUERIED_MAX }) : null;
  const userIds = found?.items.map(({ userId }) => userId);
  const { items, nextCursor } = await searchOrders({ ...filter, userIds }, page);
  const people = await readPeople(items.map(({ userId }) => userId));
  return {
    items: items.map((order) => ({
      ...withoutContact(order),
      customerName: people.get(order.userId)?.name ?? null,
    })),
    nextCursor,
  };
}

const withoutContact = ({ contact: _, ...order }: OrderView): OfficeOrder => order;

type CounterState = 'accepted' | 'preparing' | 'ready' | 'collected';

/** Sets how far an order is, on or back, from the state that the counter saw. */
export async function advanceOrder(
  orderId: string,
  request: OfficeRequest<{ from: CounterState; to: CounterState }>,
): Promise<Result<AdvanceOutcome | NotAllowed | UnknownOrder>> {
  const { actor, body } = request;
  if (!may(actor.role, 'orders.advance')) return refusedNow({ kind: 'not-allowed' }, request);
  const order = await readOrderVersion(orderId);
  if (!order) return refusedNow({ kind: 'unknown-order' }, request);
  const wanted = { orderId, ...body, ...actorOf(request), version: order.version };
  const customer = { userId: order.userId, refusal: unknownCustomer };
  const result = await send(actor.userId, advanceFlow, wanted, request, customer);
  const { outcome } = result;
  // Somebody who has erased their account may still collect what they paid for.
  return outcome.kind === 'unknown-customer'
    ? send(actor.userId, advanceFlow, wanted, request)
    : { ...result, outcome };
}

/** What somebody of the office gives back of an order: some items, or all that is left. */
export interface RefundBody {
  items?: { productId: string; quantity: number }[] | undefined;
  reason: string;
  restock?: boolean | undefined;
  /** An order is cancelled as a whole. */
  cancels?: boolean | undefined;
}

/** Gives back what some items of an order cost, or all that is left of it. */
export async function refundOrder(
  orderId: string,
  request: OfficeRequest<RefundBody>,
): Promise<Result<RefundOutcome | NotAllowed | OwnOrder | UnknownOrder | UnknownCustomer>> {
  const { actor, body } = request;
  if (!may(actor.role, 'orders.refund')) return refusedNow({ kind: 'not-allowed' }, request);
  const order = await readOrderVersion(orderId);
  if (!order) return refusedNow({ kind: 'unknown-order' }, request);
  if (!mayServe(actor, order.userId)) return refusedNow({ kind: 'own-order' }, request);
  const { items = null, reason, restock = false, cancels = false } = body;
  const wanted = { orderId, refundId: newId(), items, reason, restock, cancels, by: 'office' as const };
  const customer = { userId: order.userId, refusal: unknownCustomer };
  return send(actor.userId, refundFlow, { ...wanted, ...actorOf(request) }, request, customer);
}

const actorOf = ({ actor }: OfficeRequest<unknown>) => ({
  actorId: actor.userId,
  origin: activity()?.origin ?? null,
});
