import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, decisions, transfers } from '#drizzle/schema/billing';
import { messages } from '#drizzle/schema/broker';
import { notifications } from '#drizzle/schema/notification';
import { orders } from '#drizzle/schema/order';
import type { Check } from './check.ts';
import { deadLetters, isInFlight, ORDER, order } from './in-words.ts';

const decision = alias(decisions, 'decision');
const transfer = alias(transfers, 'transfer');
const wallet = alias(accounts, 'wallet');
const first = alias(messages, 'first');
const reply = alias(messages, 'reply');
const notification = alias(notifications, 'notification');

const tellsOutcome = sql`${notification.kind} IN ('order-paid', 'order-refused')`;

/** What must hold between the services: orders, their payments, and the notifications of the customers. */
export const orderChecks: readonly Check[] = [
  {
    rule: 'a request that was accepted is answered, or a message of it is in flight',
    faults: sql`
      SELECT format('%s %s about %s of request %s has no reply, and nothing of the request is in flight, %s', ${first.name},
        ${first.id}, ${first.subject}, ${first.correlationId}, ${deadLetters(first.correlationId)}) AS fault
      FROM ${messages} AS ${first}
      WHERE ${first.causationId} IS NULL
        AND NOT EXISTS (SELECT FROM ${messages} AS ${reply}
          WHERE ${reply.correlationId} = ${first.correlationId} AND 'gateway' = ANY(${reply.consumers}))
        AND NOT ${isInFlight(first.correlationId)}`,
  },
  {
    rule: 'a paid order has exactly one payment, of its total, from its user; a refused order has none',
    faults: sql`
      SELECT format('%s, its payments: %s', ${ORDER}, coalesce(payment.list, 'none')) AS fault
      FROM ${orders} AS ${order}
      LEFT JOIN (
        SELECT ${transfer.orderId} AS paid,
          string_agg(format('%s of %s %s by user %s', ${transfer.id}, ${transfer.amount}, ${transfer.currency}, ${wallet.userId}),
            ', ') AS list,
          array_agg((${wallet.userId}, ${transfer.amount}, ${transfer.currency})) AS facts
        FROM ${transfers} AS ${transfer} LEFT JOIN ${accounts} AS ${wallet} ON ${wallet.id} = ${transfer.debitAccountId}
        WHERE ${transfer.kind} = 'payment' GROUP BY ${transfer.orderId}
      ) AS payment ON payment.paid = ${order.id}
      WHERE CASE ${order.status}
        WHEN 'paid' THEN payment.facts IS DISTINCT FROM ARRAY[(${order.userId}, ${order.total}, ${order.currency})]
        WHEN 'refused' THEN payment.facts IS NOT NULL
        ELSE payment.facts <> ARRAY[(${order.userId}, ${order.total}, ${order.currency})] END`,
  },
  {
    rule: 'the outcome of an order is what Billing decided about it',
    faults: sql`
      SELECT format('%s (reason %s), Billing decided: %s (reason %s)', ${ORDER}, coalesce(${order.reason}, 'none'),
        coalesce(${decision.outcome}, 'nothing'), coalesce(${decision.reason}, 'none')) AS fault
      FROM ${orders} AS ${order}
      LEFT JOIN ${decisions} AS ${decision} ON ${decision.subjectId} = ${order.id} AND ${decision.kind} = 'payment'
      WHERE ${order.status} <> 'pending' AND (${decision.outcome}, ${decision.reason}) IS DISTINCT FROM
        (CASE ${order.status} WHEN 'paid' THEN 'settled' ELSE ${order.status} END, ${order.reason})`,
  },
  {
    rule: 'only accepted orders are charged',
    faults: sql`
      SELECT format('the payment of order %s by user %s over %s %s was %s, but there is no such order', ${decision.subjectId},
        ${decision.userId}, ${decision.amount}, ${decision.currency}, ${decision.outcome}) AS fault
      FROM ${decisions} AS ${decision}
      WHERE ${decision.kind} = 'payment'
        AND NOT EXISTS (SELECT FROM ${orders} AS ${order} WHERE ${order.id} = ${decision.subjectId})`,
  },
  {
    rule: 'an accepted order is final, or a message of its request is in flight',
    faults: sql`
      SELECT format('%s, nothing of request %s is in flight, %s', ${ORDER}, ${order.correlationId},
        ${deadLetters(order.correlationId)}) AS fault
      FROM ${orders} AS ${order} WHERE ${order.status} = 'pending' AND NOT ${isInFlight(order.correlationId)}`,
  },
  {
    rule: 'the customer was told the outcome of an order exactly once, or a message of its request is in flight',
    faults: sql`
      SELECT format('%s, it has %s notifications, %s', ${ORDER}, coalesce(told.count, 0), ${deadLetters(order.correlationId)}) AS fault
      FROM ${orders} AS ${order}
      LEFT JOIN (
        SELECT ${notification.orderId} AS subject, count(*) FROM ${notifications} AS ${notification}
        WHERE ${tellsOutcome} GROUP BY ${notification.orderId}
      ) AS told ON told.subject = ${order.id}
      WHERE told.count > 1
        OR (told.count IS NULL AND ${order.status} <> 'pending' AND NOT ${isInFlight(order.correlationId)})`,
  },
  {
    rule: 'a notification tells the customer of an order the outcome that it has',
    faults: sql`
      SELECT format('notification %s tells user %s %s of order %s; the order: %s of user %s', ${notification.id},
        ${notification.userId}, ${notification.kind}, ${notification.orderId}, coalesce(${order.status}, 'unknown'),
        ${order.userId}) AS fault
      FROM ${notifications} AS ${notification} LEFT JOIN ${orders} AS ${order} ON ${order.id} = ${notification.orderId}
      WHERE ${tellsOutcome}
        AND (${notification.kind}, ${notification.userId}, ${notification.reason}) IS DISTINCT FROM
          ('order-' || ${order.status}, ${order.userId}, ${order.reason})`,
  },
];
