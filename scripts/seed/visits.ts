import type { Transaction } from '#lib/db/transact';
import { catalogue } from './catalogue.ts';
import { advance, type Customer, type Items, order, payout, refund, topUp } from './requests.ts';
import { type Owned, send } from './send.ts';
import type { At } from './tell-history.ts';

const [HANDED_OVER_MS, REFUNDED_MS] = [6 * 60_000, 11 * 60_000];
/** In minor units, more than an order costs. */
const TOP_UP = 2_000;

/** Somebody who comes to the counter, and what they want. */
export type Guest = [customer: Customer, items: Items];

/** What customers do, and the counter for them, in the order of time. */
export interface Visits {
  /** Lets guests order, who top up before where their balance does not suffice. Returns the ids of their orders. */
  order(moment: Date, guests: Guest[]): Promise<string[]>;
  /** Has an order that was made at a moment handed over soon; `cold` of it is refunded. */
  serve(moment: Date, orderId: string, cold?: string): void;
  /** Does what is still to be done. */
  finish(moment: Date): Promise<void>;
  /** Lets customers ask for what is left of their top-ups. */
  leave(moment: Date, customers: Customer[]): Promise<void>;
}

/** The visits to a shop whose wallets are empty but for `balances`. */
export function visitsOf(
  tx: Transaction,
  at: At,
  { counterId, ownerId, currency }: { counterId: string; ownerId: string; currency: string },
  balances: Map<string, number>,
): Visits {
  const balanceOf = (userId: string) => balances.get(userId) ?? 0;
  let [orders, topUps]: [number, number] = [0, 0];
  let waiting: { due: number; make: () => Owned }[] = [];
  const takeDue = (moment: number) => {
    const due = waiting.filter((one) => one.due <= moment);
    waiting = waiting.filter((one) => one.due > moment);
    return due.map(({ make }) => make());
  };

  return {
    async order(moment, guests) {
      const isShort = guests.map(([{ userId }, items]) => {
        const left = balanceOf(userId) - priceOf(items);
        balances.set(userId, left < 0 ? left + TOP_UP : left);
        return left < 0;
      });
      return at(moment, async () => {
        const money = guests
          .filter((_, index) => isShort[index])
          .map(([{ userId }]) => topUp(topUps++, userId, { amount: TOP_UP, currency }, counterId));
        const made = guests.map(([customer, items]) => order(orders++, customer, items));
        // Billing is told of the money first.
        await send(tx, [...money, ...takeDue(moment.getTime()), ...made.map(({ request }) => request)]);
        return made.map(({ orderId }) => orderId);
      });
    },
    serve(moment, orderId, cold) {
      waiting.push({ due: moment.getTime() + HANDED_OVER_MS, make: () => advance(orderId, 'collected', counterId) });
      if (cold) waiting.push({ due: moment.getTime() + REFUNDED_MS, make: () => refund(orderId, cold, ownerId) });
    },
    leave: (moment, customers) =>
      at(moment, async () => {
        await send(
          tx,
          customers.map(({ userId }) => payout(userId, { amount: balanceOf(userId), currency })),
        );
        for (const { userId } of customers) balances.delete(userId);
      }),
    finish: (moment) => at(moment, () => send(tx, takeDue(Infinity))),
  };
}

const prices = new Map(catalogue.map(({ id, price }) => [id, price]));
const priceOf = (items: Items): number =>
  items.reduce((sum, { productId, quantity }) => sum + (prices.get(productId) ?? 0) * quantity, 0);
