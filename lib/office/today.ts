import type { Identity } from '#lib/accounts/sign-in';
import { readOwed, readTurnover, readWaitingPayouts, type Turnover } from '#lib/billing/figures';
import { readQueues } from '#lib/broker/job-table';
import { workersSeen } from '#lib/broker/presence';
import { env } from '#lib/env';
import { databaseFacts } from '#lib/monitoring/facts';
import { type CounterFigures, type Hour, readCounterFigures, readHours } from '#lib/order/figures';
import { shopCurrency } from '#lib/shop/currency';
import { ifAllowed } from './allowed.ts';
import { oneDay, shopToday, spanOf } from './days.ts';

/** After so many minutes an order that is not ready is late. */
export const LATE_MINUTES = 10;

const WEEK_MS = 7 * 86_400_000;

/** The day so far. Amounts in minor units. */
export interface Today {
  day: string;
  currency: string;
  orders: Turnover;
  topUps: Turnover;
  refunds: Turnover;
  /** What the house owes its customers now. */
  owed: number;
  counter: CounterFigures;
  /** The paid orders by hour, today and a week ago. */
  hours: { today: Hour[]; lastWeek: Hour[] };
  /** What needs somebody. */
  needs: {
    payouts: Turnover;
    lateOrders: number;
    deadLetters: number;
    /** No worker was seen lately: orders wait. */
    isWorkerSilent: boolean;
    /** What the last audit found; null where there was none. */
    auditFaults: number | null;
  };
}

/** How the day goes, and what needs somebody. */
export const readToday = (actor: Identity): Promise<Today | null> => ifAllowed(actor, 'orders.read', today);

async function today(): Promise<Today> {
  const day = shopToday();
  const span = spanOf(oneDay(day));
  const currency = await shopCurrency();
  const weekAgo = { from: new Date(span.from.getTime() - WEEK_MS), before: new Date(span.before.getTime() - WEEK_MS) };
  const zone = env().SHOP_TIME_ZONE;
  const [turnover, owed, counter, ofToday, lastWeek, payouts, queues, workers, facts] = await Promise.all([
    readTurnover(span, currency),
    readOwed(currency),
    readCounterFigures(LATE_MINUTES),
    readHours(span, zone),
    readHours(weekAgo, zone),
    readWaitingPayouts(),
    readQueues(),
    workersSeen(),
    databaseFacts(),
  ]);
  const none = { count: 0, amount: 0 };
  return {
    day,
    currency,
    orders: turnover.payment ?? none,
    topUps: turnover.deposit ?? none,
    refunds: turnover.refund ?? none,
    owed,
    counter,
    hours: { today: ofToday, lastWeek },
    needs: {
      payouts,
      lateOrders: counter.late,
      deadLetters: queues.filter(({ name }) => name.endsWith('.dead')).reduce((sum, { jobs }) => sum + jobs, 0),
      isWorkerSilent: workers === 0,
      auditFaults: facts?.audit?.faults ?? null,
    },
  };
}
