import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { transfers } from '#drizzle/schema/billing';
import { notifications } from '#drizzle/schema/notification';
import { days, orders, refunds } from '#drizzle/schema/order';
import type { Check } from './check.ts';
import { deadLetters, isInFlight, ORDER, order } from './in-words.ts';

const day = alias(days, 'day');
const numbered = alias(orders, 'numbered');
const refund = alias(refunds, 'refund');
const reversal = alias(transfers, 'reversal');
const payment = alias(transfers, 'payment');
const notification = alias(notifications, 'notification');

/** What must hold of paid orders: their numbers, how far they are, and what went back to their customers. */
export const fulfilmentChecks: readonly Check[] = [
  {
    rule: 'the paid orders of a day are numbered from 1 without gap, up to the last number of the day',
    faults: sql`
      SELECT format('day %s: %s orders with %s numbers from %s to %s, its last number is %s', coalesce(given.day, ${day.day}),
        coalesce(given.count, 0), given.different, given.first, given.last, coalesce(${day.lastNumber}::text, 'missing')) AS fault
      FROM (
        SELECT ${numbered.day} AS day, count(*), count(DISTINCT ${numbered.number}) AS different, min(${numbered.number}) AS first,
          max(${numbered.number}) AS last
        FROM ${orders} AS ${numbered} WHERE ${numbered.number} IS NOT NULL GROUP BY ${numbered.day}
      ) AS given FULL JOIN ${days} AS ${day} ON ${day.day} = given.day
      WHERE (given.first, given.last, given.different, ${day.lastNumber}) IS DISTINCT FROM
        (1, ${day.lastNumber}, given.count, given.count::integer)`,
  },
  {
    rule: 'only a paid order has a number and is on its way to its customer',
    faults: sql`
      SELECT format('%s, number %s of day %s, %s', ${ORDER}, coalesce(${order.number}::text, 'none'),
        coalesce(${order.day}::text, 'none'), coalesce(${order.fulfilment}, 'no fulfilment')) AS fault
      FROM ${orders} AS ${order}
      WHERE num_nonnulls(${order.number}, ${order.day}, ${order.fulfilment}) NOT IN (0, 3)
        OR (${order.number} IS NOT NULL AND ${order.status} <> 'paid')`,
  },
  {
    rule: 'what an order says was refunded is what its refunds add up to, and what of its payment was reversed',
    faults: sql`
      SELECT format('%s, refunded %s, its refunds add up to %s, the reversals of its payment to %s', ${ORDER}, ${order.refunded},
        coalesce(settled.sum, 0), coalesce(reversed.sum, 0)) AS fault
      FROM ${orders} AS ${order}
      LEFT JOIN (
        SELECT ${refund.orderId} AS subject, sum(${refund.amount}) FROM ${refunds} AS ${refund}
        WHERE ${refund.status} = 'settled' GROUP BY ${refund.orderId}
      ) AS settled ON settled.subject = ${order.id}
      LEFT JOIN (
        SELECT ${payment.orderId} AS subject, sum(${reversal.amount})
        FROM ${transfers} AS ${reversal} JOIN ${transfers} AS ${payment}
          ON ${payment.id} = ${reversal.reverses} AND ${payment.kind} = 'payment'
        WHERE NOT EXISTS (SELECT FROM ${refunds} AS ${refund} WHERE ${refund.id} = ${reversal.id}
          AND ${refund.status} = 'pending' AND ${isInFlight(refund.correlationId)})
        GROUP BY ${payment.orderId}
      ) AS reversed ON reversed.subject = ${order.id}
      WHERE (coalesce(settled.sum, 0), coalesce(reversed.sum, 0)) IS DISTINCT FROM (${order.refunded}, ${order.refunded})`,
  },
  {
    rule: 'a refund belongs to an order, and is final, or a message of its request is in flight',
    faults: sql`
      SELECT format('refund %s of %s of order %s is %s, nothing of request %s is in flight, %s', ${refund.id}, ${refund.amount},
        coalesce(${order.id}::text, 'unknown'), ${refund.status}, ${refund.correlationId}, ${deadLetters(refund.correlationId)}) AS fault
      FROM ${refunds} AS ${refund} LEFT JOIN ${orders} AS ${order} ON ${order.id} = ${refund.orderId}
      WHERE ${order.id} IS NULL OR (${refund.status} = 'pending' AND NOT ${isInFlight(refund.correlationId)})`,
  },
  {
    rule: 'a cancelled order is refunded whole',
    faults: sql`
      SELECT format('%s and cancelled, refunded %s', ${ORDER}, ${order.refunded}) AS fault
      FROM ${orders} AS ${order} WHERE ${order.fulfilment} = 'cancelled' AND ${order.refunded} <> ${order.total}`,
  },
  {
    rule: 'the customer was told of a refund, or a message of its request is in flight',
    faults: sql`
      SELECT format('%s, nobody was told of refund %s of %s, %s', ${ORDER}, ${refund.id}, ${refund.amount},
        ${deadLetters(refund.correlationId)}) AS fault
      FROM ${refunds} AS ${refund} JOIN ${orders} AS ${order} ON ${order.id} = ${refund.orderId}
      WHERE ${refund.status} = 'settled' AND ${order.contact} ->> 'email' <> '' AND NOT ${isInFlight(refund.correlationId)}
        AND NOT EXISTS (SELECT FROM ${notifications} AS ${notification} WHERE ${notification.refundId} = ${refund.id})`,
  },
  {
    rule: 'a customer is told that an order is ready, or of a refund, only if it is theirs and paid',
    faults: sql`
      SELECT format('notification %s tells user %s %s of order %s, refund %s; the order: %s of user %s; the refund: %s',
        ${notification.id}, ${notification.userId}, ${notification.kind}, ${notification.orderId},
        coalesce(${notification.refundId}::text, 'none'), coalesce(${order.status}, 'unknown'), ${order.userId},
        coalesce(${refund.status}, 'unknown')) AS fault
      FROM ${notifications} AS ${notification}
      LEFT JOIN ${orders} AS ${order} ON ${order.id} = ${notification.orderId}
      LEFT JOIN ${refunds} AS ${refund} ON ${refund.id} = ${notification.refundId} AND ${refund.orderId} = ${notification.orderId}
      WHERE ${notification.kind} IN ('order-ready', 'order-refunded')
        AND (${notification.userId}, 'paid', CASE ${notification.kind} WHEN 'order-refunded' THEN 'settled' END)
          IS DISTINCT FROM (${order.userId}, ${order.status}, ${refund.status})`,
  },
];
