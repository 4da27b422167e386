import { consumers } from '#jobs/consumers';
import type { Crossing } from '#lib/billing/decide';
import { boss, within } from '#lib/broker/boss';
import type { Consumer } from '#lib/broker/consumer';
import { spendRetries, takeJobs } from '#lib/broker/job-table';
import type { LoggedMessage } from '#lib/broker/message-log';
import { enqueue, first, publish } from '#lib/broker/publish';
import { ALERT_QUEUE } from '#lib/broker/queues';
import type { Transaction } from '#lib/db/transact';
import { storeRequests } from '#lib/gateway/requests';
import { derivedId, newId } from '#lib/ids';
import { commandReply, eventCollaboration, eventNotification } from '#lib/messages/index';
import { createUsers, type Person } from '#lib/user/users';
import { emailOf, names } from './people.ts';

// What the customers of the demo shop have done. The ledger takes its times from the database and refuses to have them changed, so all of it
// happens at the first start: a past could be made only by weakening a guard of the books.

type Customer = Pick<Person, 'userId' | 'email' | 'name' | 'locale'>;

/** Who takes part besides the invented customers. */
export interface Cast {
  customer: Customer;
  /** Who works at the counter. */
  counterId: string;
  ownerId: string;
}

const basket = (...productIds: string[]) => productIds.map((productId) => ({ productId, quantity: 1 }));
type Items = ReturnType<typeof basket>;

const baskets: Items[] = [
  basket('flat-white'),
  basket('espresso', 'croissant'),
  basket('lunch'),
  basket('soup', 'lemonade'),
  basket('tea'),
  basket('lunch', 'espresso'),
  [{ productId: 'print-a4', quantity: 12 }],
  basket('flat-white', 'croissant'),
  basket('lemonade'),
];

const ORDERS_OF_EACH = 10;
const ORDERS_OF_DEMO_CUSTOMER = 3;
/** More than the orders of one customer cost, in minor units. */
const TOP_UP = 8_000;
/** The last orders still wait at the counter, as far as this. */
const atTheCounter = ['ready', 'ready', 'preparing', 'preparing', 'preparing', 'accepted', 'accepted', 'accepted'];

/** The withdrawal of a customer who asked for a payout. */
export const payoutOf = (userId: string): string => derivedId(userId, 'payout');

/** Customers of {@link names} who asked for a payout, by their position. */
export const askForPayout = [4, 11];

/**
 * Lets twenty customers top up, order, and be refunded and paid out, in the caller's transaction: their requests are published like those of
 * the gateway and worked off by the consumers of the worker. Only what calls back over HTTP is left to the worker.
 */
export async function makeHistory(tx: Transaction, cast: Cast, currency: string): Promise<void> {
  const people = names.map((name) => ({
    ...{ userId: newId(), email: emailOf(name), name, phone: null, address: null },
    locale: /[ao]v(a)?$/.test(name) ? ('ru' as const) : ('en' as const),
  }));
  await createUsers(tx, people);

  await send(
    tx,
    people.map(({ userId }, index) => [userId, topUp(userId, index, cast.counterId, currency)]),
  );
  const orders = [
    ...Array.from({ length: ORDERS_OF_EACH }, (_, round) =>
      people.map((person, index) => orderOf(person, round + index)),
    ).flat(),
    ...baskets.slice(0, ORDERS_OF_DEMO_CUSTOMER).map((_, index) => orderOf(cast.customer, index)),
  ];
  await send(
    tx,
    orders.map(({ customer, message }) => [customer.userId, message]),
  );
  // Nobody can pay for this one.
  const tooDear = orderOf(people[0] as Customer, 0, basket('event-space', 'meeting-room'));
  await send(tx, [[tooDear.customer.userId, tooDear.message]]);

  const advance = (orderId: string, [from, to, version]: ['accepted' | 'preparing', CounterState, number]) =>
    asCounter(
      cast,
      first(commandReply, 'AdvanceOrder', { orderId, from, to, version, ...by(cast.counterId) }, newId()),
    );
  await send(
    tx,
    orders.flatMap(({ orderId }, index) => {
      const state = atTheCounter[index - orders.length + atTheCounter.length] ?? 'collected';
      return state === 'accepted' ? [] : [advance(orderId, ['accepted', state as CounterState, 0])];
    }),
  );
  await send(tx, [[cast.ownerId, refund(orders[5]?.orderId ?? '', cast.ownerId)]]);
  await send(
    tx,
    askForPayout.map((index, position) => {
      const { userId = '' } = people[index] ?? {};
      const body = { transferId: payoutOf(userId), userId, amount: 1_500 + 700 * position, currency };
      return [userId, first(commandReply, 'BillingWithdraw', body, newId())];
    }),
  );

  // The services of this style call back over HTTP, which nobody answers yet: these reach the counter when the worker has started.
  const late = people.slice(2, 5).map((person, index) => orderOf(person, index, undefined, 'event-notification'));
  await request(
    tx,
    late.map(({ customer, message }) => [customer.userId, message]),
  );
  const { userId } = people[0] as Customer;
  await leaveDeadLetter(tx, { userId, transferId: newId(), balance: 380, alertBelow: 500, currency });
}

type CounterState = 'preparing' | 'ready' | 'collected';

/** A request, and whose it is. */
type Owned = [ownerId: string, message: LoggedMessage];

const by = (actorId: string) => ({ actorId, origin: null });
const asCounter = ({ counterId }: Cast, message: LoggedMessage): Owned => [counterId, message];

function topUp(userId: string, index: number, actorId: string, currency: string): LoggedMessage {
  const body = { transferId: newId(), userId, amount: TOP_UP + 500 * (index % 4), currency };
  const method = (['cash', 'card', 'sandbox'] as const)[index % 3] ?? 'cash';
  const atTill = method === 'sandbox' ? {} : { actorId };
  return first(commandReply, 'BillingTransfer', { ...body, method, ...atTill }, newId());
}

function orderOf(
  customer: Customer,
  position: number,
  items: Items = baskets[position % baskets.length] ?? [],
  style?: 'event-notification',
) {
  const { userId, email, name, locale } = customer;
  const orderId = newId();
  const body = { orderId, userId, items, contact: { email, name, locale } };
  const correlationId = newId();
  if (style) return { orderId, customer, message: first(eventNotification, 'OrderRequested', body, correlationId) };
  const message =
    position % 3 === 2
      ? first(eventCollaboration, 'OrderCreateRequested', body, correlationId)
      : first(commandReply, 'CreateOrder', body, correlationId);
  return { orderId, customer, message };
}

function refund(orderId: string, actorId: string): LoggedMessage {
  const [line] = baskets[5] ?? [];
  const wanted = { items: line ? [line] : null, reason: 'Served cold', restock: false, cancels: false };
  const body = { orderId, refundId: newId(), ...by(actorId), ...wanted, by: 'office' as const };
  return first(commandReply, 'RefundOrder', body, newId());
}

/** Stores and publishes requests as the gateway does. */
async function request(tx: Transaction, requests: Owned[]): Promise<void> {
  const rows = requests.map(([ownerId, { correlationId }]) => ({
    ...{ correlationId, ownerId },
    ...{ keyScope: null, key: null, digest: null },
  }));
  await tx.run(storeRequests, { rows });
  publish(
    tx,
    requests.map(([, message]) => message),
  );
}

/** Sends requests and works off all that follows from them. */
async function send(tx: Transaction, requests: Owned[]): Promise<void> {
  await request(tx, requests);
  const local = consumers.filter(({ prepare }) => !prepare);
  for (let isBusy = true; isBusy; ) {
    isBusy = false;
    for (const consumer of local) isBusy = (await workOff(tx, consumer)) || isBusy;
  }
}

async function workOff(tx: Transaction, consumer: Consumer): Promise<boolean> {
  const jobs = await takeJobs(tx, consumer.queue, 1_000);
  const items = jobs.map(({ data }) => ({ data, prepared: undefined }));
  if (items.length > 0) await consumer.handle(tx, items);
  return items.length > 0;
}

/**
 * An alert that could not be sent: no message of a request: the audit rightly takes a request without an answer for a fault. Put back, it
 * is sent.
 */
async function leaveDeadLetter(tx: Transaction, alert: Crossing): Promise<void> {
  await enqueue(tx, ALERT_QUEUE, [{ data: alert }]);
  const [job] = await (await boss()).fetch<object>(ALERT_QUEUE, { batchSize: 1, ...within(tx) });
  if (!job) throw new Error('the alert that is to fail is gone');
  await spendRetries(tx, ALERT_QUEUE, job);
  const output = { message: 'the User Service does not answer' };
  await (await boss()).fail(ALERT_QUEUE, [job], output, within(tx));
}
