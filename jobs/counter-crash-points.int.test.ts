import { expect, vi } from 'vitest';
import { drain } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { seed } from '#scripts/seed/seed';
import { faultAt } from '#scripts/testing/faults';
import { test } from '#scripts/testing/integration';
import { advanceRequest, givenCustomer, orderRequest, publishNow, refundRequest } from '#scripts/testing/shop';
import { consumers } from './consumers.ts';
import { recover, workUntilFault } from './crash-points.testing.ts';

vi.mock('#lib/log'); // what fails here is meant to

test.beforeAll(async ({ database }) => void (await seed(database.url)));

/** A paid order of two pots of tea; its customer has 500 left. */
async function givenPaidOrder(): Promise<string> {
  const request = orderRequest('command-reply', await givenCustomer(1_000), 'tea', 2);
  await publishNow(request);
  await drain(consumers.filter(({ queue }) => queue.startsWith('command-reply')));
  return request.subject;
}

/** Everything that came of what the counter did with an order. */
async function outcomeOf(orderId: string) {
  const [order] = await query(
    `SELECT fulfilment, refunded, (SELECT balance FROM billing.accounts WHERE user_id = o.user_id) AS balance,
       (SELECT stock FROM "order".products WHERE id = 'tea') AS stock,
       (SELECT count(*) FROM billing.transfers WHERE order_id = o.id AND kind = 'reversal') AS reversals,
       (SELECT count(*) FROM accounts.audit_log WHERE subject = 'order:' || o.id) AS records,
       (SELECT count(*) FROM gateway.messages WHERE subject = o.id::text AND name IN ('OrderAdvanced', 'RefundOrderResponse')) AS replies,
       (SELECT array_agg(kind ORDER BY kind) FROM notification.notifications JOIN notification.mails USING (id, kind)
         WHERE order_id = o.id AND kind <> 'order-paid') AS told
     FROM "order".orders AS o WHERE o.id = $1`,
    [orderId],
  );
  return order;
}

// A crash before a statement leaves the database as a statement that fails does. Mails are kept here: their crash points are those of any order.
test.for(['the statement fails', 'a crash after it'] as const)(
  '%s: whichever statement it is, an order is advanced and refunded once, and its customer told',
  { timeout: 180_000 },
  async (fault) => {
    let n = 0;
    for (let reached = true; reached; ) {
      n++;
      const orderId = await givenPaidOrder();
      await query(`UPDATE "order".products SET stock = 10 WHERE id = 'tea'`);
      await publishNow(
        advanceRequest(orderId, { from: 'accepted', to: 'ready', version: 0 }),
        refundRequest(orderId, { items: [{ productId: 'tea', quantity: 1 }], restock: true }),
      );
      const injected = faultAt(n, fault);
      await workUntilFault('command-reply');
      reached = injected.end();
      await recover();

      expect(await outcomeOf(orderId), `${fault} at statement ${n}`).toEqual({
        ...{ fulfilment: 'ready', refunded: 250, balance: 750, stock: 11 },
        ...{ reversals: 1, records: 2, replies: 2, told: ['order-ready', 'order-refunded'] },
      });
    }
    expect(await query(`SELECT name FROM pgboss.job WHERE name LIKE '%.dead'`)).toEqual([]);
    expect(n).toBeGreaterThan(20);
  },
);
