import { recordActions } from '#lib/accounts/audit-log';
import { addMembers } from '#lib/accounts/registration';
import { type ByMethod, countable } from '#lib/billing/day-close';
import type { Crossing } from '#lib/billing/decide';
import { boss, within } from '#lib/broker/boss';
import { spendRetries } from '#lib/broker/job-table';
import { enqueue } from '#lib/broker/publish';
import { ALERT_QUEUE } from '#lib/broker/queues';
import type { Transaction } from '#lib/db/transact';
import { env } from '#lib/env';
import { newId } from '#lib/ids';
import { closeAndRecord } from '#lib/office/days';
import type { OfficeContext } from '#lib/office/operation';
import { createUsers } from '#lib/user/users';
import { emailOf, names } from './people.ts';
import { lately, type Plan } from './plan.ts';
import { advance, type Customer, type Items, order, orderByNotification } from './requests.ts';
import { request, send } from './send.ts';
import type { At } from './tell-history.ts';
import { type Guest, visitsOf } from './visits.ts';

// What the customers of the demo shop have done in the week before its first start, and so far on the day of it. All of it happens at the first
// start: the consumers of the worker do what they always do, at the moments that the plan names (tell-history.ts). So the numbers of a day, the
// balances, the closed days and their hashes are those of a shop that had such a week.

/** Who takes part besides the invented customers. */
export interface Cast {
  customer: Customer;
  /** What is in the wallet of the customer, in minor units. */
  balance: number;
  /** Who works at the counter. */
  counterId: string;
  ownerId: string;
}

const basket = (...productIds: string[]): Items => productIds.map((productId) => ({ productId, quantity: 1 }));

const lunch = basket('lunch', 'espresso');
const baskets = [
  basket('flat-white'),
  basket('espresso', 'croissant'),
  basket('lunch'),
  basket('soup', 'lemonade'),
  basket('tea'),
  lunch,
  [{ productId: 'print-a4', quantity: 12 }],
  basket('flat-white', 'croissant'),
  basket('lemonade'),
];

/** The last orders still wait at the counter, as far as this; null is only accepted. The very last is one of the demo customer. */
const atTheCounter = ['ready', 'ready', 'preparing', 'preparing', 'preparing', null, null, null] as const;
/** On these days of the plan the demo customer comes at noon, and a lunch is served cold. */
const [VISITED_ON, SERVED_COLD_ON] = [
  [1, 4],
  [2, 5],
];
const AT_NOON = 5;
/** On this day coins are left in the drawer: so many minor units. */
const [MISCOUNTED_ON, LEFT_OVER] = [3, 150];
/** On this day customers ask for payouts. */
const PAYOUTS_ON = 6;

/** Customers of {@link names} who asked for a payout, by their position. */
export const askForPayout = [4, 11];

/**
 * Lets twenty customers top up, order, be refunded and ask for payouts, and the owner close every day before today, in a transaction whose time
 * can be told. Only what calls back over HTTP is left to the worker.
 */
export async function makeHistory(
  tx: Transaction,
  at: At,
  { now, days }: Plan,
  cast: Cast,
  currency: string,
): Promise<void> {
  const [past, today] = [days.slice(0, -1), days.at(-1)];
  const people = await at(past[0]?.opening ?? now, () => welcome(tx));
  const visits = visitsOf(tx, at, { ...cast, currency }, new Map([[cast.customer.userId, cast.balance]]));
  let come = 0;
  const next = (): Guest => {
    const items = baskets[(come + Math.floor(come / people.length)) % baskets.length] ?? [];
    return [people[come++ % people.length] as Customer, items];
  };

  for (const [index, { day, visits: planned, closing }] of past.entries()) {
    let isCold = SERVED_COLD_ON.includes(index);
    for (const [place, { moment, together }] of planned.entries()) {
      const guests = Array.from({ length: together }, next);
      if (VISITED_ON.includes(index) && place === AT_NOON) guests.push([cast.customer, basket('lunch')]);
      for (const [which, orderId] of (await visits.order(moment, guests)).entries()) {
        const isLunch = guests[which]?.[1] === lunch;
        visits.serve(moment, orderId, isCold && isLunch ? 'lunch' : undefined);
        isCold &&= !isLunch;
      }
    }
    await visits.finish(minutesBefore(closing, 30));
    if (index === PAYOUTS_ON)
      await visits.leave(
        minutesBefore(closing, 20),
        askForPayout.map((which) => people[which] as Customer),
      );
    const leftOver = index === MISCOUNTED_ON ? LEFT_OVER : 0;
    await at(closing, () => closeDay(tx, cast.ownerId, { day, currency, leftOver }));
  }

  const last = lately(now, env().SHOP_TIME_ZONE, atTheCounter.length / 2);
  const [since = now] = last;
  for (const { moment, together } of today?.visits ?? [])
    if (moment < since)
      for (const orderId of await visits.order(moment, Array.from({ length: together }, next)))
        visits.serve(moment, orderId);
  await visits.finish(since);
  const waiting: string[] = [];
  for (const moment of last) {
    const second = moment === last.at(-1) ? ([cast.customer, basket('flat-white')] as Guest) : next();
    waiting.push(...(await visits.order(moment, [next(), second])));
  }
  await at(now, async () => {
    const [spender] = people as [Customer];
    const tooDear = order(0, spender, basket('event-space', 'meeting-room')).request;
    const begun = waiting.flatMap((orderId, index) => {
      const state = atTheCounter[index];
      return state ? [advance(orderId, state, cast.counterId)] : [];
    });
    await send(tx, [tooDear, ...begun]);
    // The services of this style call back over HTTP, which nobody answers yet: these reach the counter when the worker has started.
    await request(
      tx,
      people.slice(2, 5).map((customer, index) => orderByNotification(customer, baskets[index] ?? [])),
    );
    await leaveDeadLetter(tx, { userId: spender.userId, transferId: newId(), balance: 380, alertBelow: 500, currency });
  });
}

const minutesBefore = (moment: Date, minutes: number): Date => new Date(moment.getTime() - minutes * 60_000);

async function welcome(tx: Transaction): Promise<Customer[]> {
  const people = names.map((name) => ({
    ...{ userId: newId(), email: emailOf(name), name, phone: null, address: null },
    locale: /[ao]v(a)?$/.test(name) ? ('ru' as const) : ('en' as const),
  }));
  await createUsers(tx, people);
  await addMembers(
    tx,
    people.map(({ userId }) => userId),
  );
  return people;
}

/** Counts what the books expect, and what was left over in the drawer. */
async function closeDay(
  tx: Transaction,
  ownerId: string,
  { leftOver, ...facts }: { day: string; currency: string; leftOver: number },
): Promise<void> {
  const made = { actorId: ownerId, origin: null, correlationId: newId() };
  const context: OfficeContext = {
    tx,
    record: (...records) =>
      recordActions(
        tx,
        records.map((record) => ({ ...record, ...made })),
      ),
  };
  const close = (counted: ByMethod, reason: string | null) =>
    closeAndRecord(context, { ...facts, counted, reason, closedBy: ownerId });
  const asked = await close({}, null);
  if (asked.kind !== 'reason-needed') return;
  const counted = countable.map((method) => [method, asked.expected[method] ?? 0] as const);
  const { cash = 0, ...others }: ByMethod = Object.fromEntries(counted);
  await close({ ...others, cash: cash + leftOver }, leftOver > 0 ? 'Coins left in the drawer' : null);
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
