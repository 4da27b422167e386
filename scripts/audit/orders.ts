import type { Check } from './check.ts';

/** How an order reads in a fault. */
const ORDER = `format('order %s of user %s over %s %s is %s', o.id, o.user_id, o.total, o.currency, o.status)`;

/** True while a message of the order's request waits or is being handled. A dead letter waits for nobody. */
const IN_FLIGHT = 'o.correlation_id::text IN (SELECT correlation_id FROM job WHERE NOT dead)';

/** The queues in which messages of the order's request ended undone. */
const DEAD_LETTERS = `coalesce(
  (SELECT 'dead letters of it: ' || string_agg(DISTINCT queue, ', ') FROM job WHERE dead AND correlation_id = o.correlation_id::text),
  'no dead letter of it')`;

/** What must hold between the services: orders, their payments, and what the customers were told. */
export const orderChecks: readonly Check[] = [
  {
    rule: 'a request that was accepted is answered, or a message of it is in flight',
    sql: `
      SELECT format('%s %s about %s of request %s has no reply, and nothing of the request is in flight, %s', first.name, first.id,
        first.subject, first.correlation_id, coalesce((SELECT 'dead letters of it: ' || string_agg(DISTINCT queue, ', ')
          FROM job WHERE dead AND correlation_id = first.correlation_id::text), 'no dead letter of it')) AS fault
      FROM gateway.messages AS first
      WHERE first.causation_id IS NULL
        AND NOT EXISTS (SELECT FROM gateway.messages AS reply
          WHERE reply.correlation_id = first.correlation_id AND 'gateway' = ANY(reply.consumers))
        AND first.correlation_id::text NOT IN (SELECT correlation_id FROM job WHERE NOT dead)`,
  },
  {
    rule: 'a paid order has exactly one payment, of its total, from its user; a refused order has none',
    sql: `
      SELECT format('%s, its payments: %s', ${ORDER}, coalesce(payment.list, 'none')) AS fault
      FROM "order".orders AS o
      LEFT JOIN (
        SELECT transfer.order_id, string_agg(format('%s of %s %s by user %s', transfer.id, transfer.amount, transfer.currency,
            wallet.user_id), ', ') AS list,
          array_agg((wallet.user_id, transfer.amount, transfer.currency)) AS facts
        FROM billing.transfers AS transfer LEFT JOIN billing.accounts AS wallet ON wallet.id = transfer.debit_account_id
        WHERE transfer.kind = 'payment' GROUP BY transfer.order_id
      ) AS payment ON payment.order_id = o.id
      WHERE CASE o.status
        WHEN 'paid' THEN payment.facts IS DISTINCT FROM ARRAY[(o.user_id, o.total, o.currency)]
        WHEN 'refused' THEN payment.facts IS NOT NULL
        ELSE payment.facts <> ARRAY[(o.user_id, o.total, o.currency)] END`,
  },
  {
    rule: 'the outcome of an order is what Billing decided about it',
    sql: `
      SELECT format('%s (reason %s), Billing decided: %s (reason %s)', ${ORDER}, coalesce(o.reason, 'none'),
        coalesce(decision.outcome, 'nothing'), coalesce(decision.reason, 'none')) AS fault
      FROM "order".orders AS o
      LEFT JOIN billing.decisions AS decision ON decision.subject_id = o.id AND decision.kind = 'payment'
      WHERE o.status <> 'pending' AND (decision.outcome, decision.reason) IS DISTINCT FROM
        (CASE o.status WHEN 'paid' THEN 'settled' ELSE o.status END, o.reason)`,
  },
  {
    rule: 'only accepted orders are charged',
    sql: `
      SELECT format('the payment of order %s by user %s over %s %s was %s, but there is no such order', subject_id, user_id, amount,
        currency, outcome) AS fault
      FROM billing.decisions AS decision
      WHERE kind = 'payment' AND NOT EXISTS (SELECT FROM "order".orders AS o WHERE o.id = decision.subject_id)`,
  },
  {
    rule: 'an accepted order is final, or a message of its request is in flight',
    sql: `
      SELECT format('%s, nothing of request %s is in flight, %s', ${ORDER}, o.correlation_id, ${DEAD_LETTERS}) AS fault
      FROM "order".orders AS o WHERE o.status = 'pending' AND NOT ${IN_FLIGHT}`,
  },
  {
    rule: 'the customer was told the outcome of an order exactly once, or a message of its request is in flight',
    sql: `
      SELECT format('%s, it has %s notifications, %s', ${ORDER}, coalesce(told.count, 0), ${DEAD_LETTERS}) AS fault
      FROM "order".orders AS o
      LEFT JOIN (SELECT order_id, count(*) FROM notification.notifications GROUP BY order_id) AS told ON told.order_id = o.id
      WHERE told.count > 1 OR (told.count IS NULL AND o.status <> 'pending' AND NOT ${IN_FLIGHT})`,
  },
  {
    rule: 'a notification tells the customer of an order the outcome that it has',
    sql: `
      SELECT format('notification %s tells user %s %s of order %s; the order: %s of user %s', told.id, told.user_id, told.kind,
        told.order_id, coalesce(o.status, 'unknown'), o.user_id) AS fault
      FROM notification.notifications AS told LEFT JOIN "order".orders AS o ON o.id = told.order_id
      WHERE told.kind <> 'low-balance' AND (told.kind, told.user_id, told.reason) IS DISTINCT FROM ('order-' || o.status, o.user_id, o.reason)`,
  },
];
