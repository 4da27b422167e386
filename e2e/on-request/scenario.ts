import { expect } from 'vitest';
import { type Style, styles } from '#lib/messages/define';
import { type Customer, eventSpace, eventually, meetingRoom, registered } from '../http/client.ts';
import { type Deployment, median, type Timed } from './deployment.ts';

/** The bar: half of the orders are answered within this. */
const MEDIAN_MS = 1_000;
const CUSTOMERS = 20;
const ORDERS_EACH = 10;

/** A customer registers, pays in, orders twice, and is told what came of it; nothing but these requests does the work. */
export async function walkGradedPath(deployment: Deployment, style: Style): Promise<void> {
  const zoe = await registered(deployment.url, style);
  expect((await zoe.deposit(10_000)).body).toMatchObject({ balance: 10_000 });
  const paid = await zoe.order(meetingRoom);
  expect(paid.status).toBe(201);
  expect(await zoe.final(paid.body.orderId)).toMatchObject({ status: 'paid' });
  const refused = await zoe.order(eventSpace);
  expect(refused.status).toBe(style === 'command-reply' ? 402 : 201);
  expect(await zoe.final(refused.body.orderId)).toMatchObject({ status: 'refused' });
  const kinds = (await zoe.notifications(2)).map(({ kind }) => kind);
  expect(kinds).toEqual(['order-refused', 'order-paid']);
  expect(await zoe.balance()).toBe(5_000);
}

/** Places orders one after the other, and measures their answers. */
async function timeOrders(customer: Customer, style: Style, count: number): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    const { status, body } = await customer.at(style).order([{ productId: 'tea', quantity: 1 }]);
    timed.push({ style, orderId: body.orderId, status, tookMs: performance.now() - start });
  }
  return timed;
}

/** Half of the orders of one customer are answered in time, in this style. Returns the median in milliseconds. */
export async function expectQuickAnswers({ url }: Deployment, style: Style): Promise<number> {
  const zoe = await registered(url, style);
  await zoe.deposit(100_000);
  const timed = await timeOrders(zoe, style, 15);
  expect(timed.map(({ status }) => status)).toEqual(Array(15).fill(201));
  const half = median(timed.map(({ tookMs }) => tookMs));
  expect(half).toBeLessThanOrEqual(MEDIAN_MS);
  return half;
}

/**
 * Twenty customers place two hundred orders, all styles mixed. One drain later all orders are final, each with one notification and one
 * mail, no job is left, and the books are right. Returns the median of the answers in milliseconds.
 */
export async function serveCrowd(deployment: Deployment): Promise<number> {
  const customers = await Promise.all(
    Array.from({ length: CUSTOMERS }, async (_, index) => {
      const customer = await registered(deployment.url, styleAt(index));
      await customer.deposit(100_000);
      return customer;
    }),
  );
  const timed = (
    await Promise.all(customers.map((customer, index) => timeOrders(customer, styleAt(index), ORDERS_EACH)))
  ).flat();
  expect(timed.map(({ status }) => status)).toEqual(Array(CUSTOMERS * ORDERS_EACH).fill(201));

  await deployment.drain();
  // Another process may still have the last batch in hand.
  expect(await eventually(deployment.openJobs, (jobs) => jobs.length === 0)).toEqual([]);
  const outcomes = await deployment.outcomes(timed.map(({ orderId }) => orderId));
  expect(outcomes).toEqual(Array(CUSTOMERS * ORDERS_EACH).fill({ status: 'paid', notifications: 1, mails: 1 }));
  expect(await deployment.faults()).toEqual([]);
  return median(timed.map(({ tookMs }) => tookMs));
}

const styleAt = (index: number): Style => styles[index % styles.length] as Style;
