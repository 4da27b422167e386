import { first } from '#lib/broker/publish';
import { derivedId, newId } from '#lib/ids';
import { commandReply, eventCollaboration, eventNotification } from '#lib/messages/index';
import type { Person } from '#lib/user/users';
import type { Owned } from './send.ts';

// What the customers and the people of the demo shop ask for, as the gateway would publish it.

export type Customer = Pick<Person, 'userId' | 'email' | 'name' | 'locale'>;

/** Products with how many of each. */
export type Items = { productId: string; quantity: number }[];

interface Money {
  amount: number;
  currency: string;
}

/** How far an order is that the counter has begun. */
export type AtCounter = 'preparing' | 'ready' | 'collected';

const methods = ['cash', 'card', 'sandbox'] as const;

/** A top-up: at the till in cash or by card, or by the customer; one in three each. */
export function topUp(position: number, userId: string, money: Money, actorId: string): Owned {
  const method = methods[position % methods.length] ?? 'cash';
  const atTill = method === 'sandbox' ? {} : { actorId };
  const body = { transferId: newId(), userId, ...money, method, ...atTill };
  return [userId, first(commandReply, 'BillingTransfer', body, newId())];
}

/** An order, every third one in the style without commands. */
export function order(position: number, customer: Customer, items: Items): { orderId: string; request: Owned } {
  const { orderId, body } = orderOf(customer, items);
  const message =
    position % 3 === 2
      ? first(eventCollaboration, 'OrderCreateRequested', body, newId())
      : first(commandReply, 'CreateOrder', body, newId());
  return { orderId, request: [customer.userId, message] };
}

/** An order in the style whose services call back over HTTP. */
export const orderByNotification = (customer: Customer, items: Items): Owned => [
  customer.userId,
  first(eventNotification, 'OrderRequested', orderOf(customer, items).body, newId()),
];

function orderOf({ userId, email, name, locale }: Customer, items: Items) {
  const orderId = newId();
  return { orderId, body: { orderId, userId, items, contact: { email, name, locale } } };
}

/** The next step of an accepted order. */
export const advance = (orderId: string, to: AtCounter, actorId: string): Owned => [
  actorId,
  first(commandReply, 'AdvanceOrder', { orderId, from: 'accepted', to, version: 0, actorId, origin: null }, newId()),
];

/** A refund of one piece of a product. */
export function refund(orderId: string, productId: string, actorId: string): Owned {
  const wanted = { items: [{ productId, quantity: 1 }], reason: 'Served cold', restock: false, cancels: false };
  const body = { orderId, refundId: newId(), actorId, origin: null, ...wanted, by: 'office' as const };
  return [actorId, first(commandReply, 'RefundOrder', body, newId())];
}

/** The withdrawal of a customer who asks for a payout. */
export const payoutOf = (userId: string): string => derivedId(userId, 'payout');

export const payout = (userId: string, money: Money): Owned => [
  userId,
  first(commandReply, 'BillingWithdraw', { transferId: payoutOf(userId), userId, ...money }, newId()),
];
