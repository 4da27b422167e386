import { expect, vi } from 'vitest';
import { query } from '#lib/db/pool';
import { faultAt } from '#scripts/testing/faults';
import { givenCustomer, orderRequest, publishNow, test } from '#scripts/testing/shop';
import { cases, recover, workUntilFault } from './crash-points.testing.ts';

vi.mock('#lib/log'); // what fails here is meant to

/** Everything that came of an order. */
async function outcomeOf(orderId: string, sentUnder: Set<string>) {
  const [order] = await query<{ status: string; decisions: number; charges: number }>(
    `SELECT o.status, (SELECT count(*) FROM billing.decisions WHERE subject_id = o.id) AS decisions,
       (SELECT count(*) FROM billing.transfers WHERE order_id = o.id) AS charges
     FROM "order".orders AS o WHERE o.id = $1`,
    [orderId],
  );
  const notifications = await query<{ id: string; sent: boolean }>(
    `SELECT id, sent_at IS NOT NULL AS sent FROM notification.notifications JOIN notification.mails USING (id)
     WHERE order_id = $1`,
    [orderId],
  );
  const told = notifications.map(({ id, sent }) => ({ recorded: sent, received: sentUnder.has(id) }));
  return { ...order, told };
}

test.for(cases)(
  '%s, %s: whichever statement it is, both orders end well, once',
  { timeout: 180_000 },
  async ([style, fault], { mailbox }) => {
    let n = 0;
    for (let reached = true; reached; ) {
      n++;
      mailbox.requests.splice(0);
      const [rich, poor] = [await givenCustomer(1_000), await givenCustomer(100)];
      const requests = [orderRequest(style, rich), orderRequest(style, poor)] as const;
      await publishNow(...requests);

      const injected = faultAt(n, fault);
      await workUntilFault(style);
      reached = injected.end();
      await recover();

      const sentUnder = new Set(mailbox.requests.map(({ idempotencyKey }) => idempotencyKey));
      const told = [{ recorded: true, received: true }];
      const where = `${fault} at statement ${n}`;
      expect(await outcomeOf(requests[0].subject, sentUnder), where).toEqual({
        status: 'paid',
        decisions: 1,
        charges: 1,
        told,
      });
      expect(await outcomeOf(requests[1].subject, sentUnder), where).toEqual({
        status: 'refused',
        decisions: 1,
        charges: 0,
        told,
      });
      expect(sentUnder.size, where).toBe(2);
      mailbox.requests.splice(0);
    }
    expect(await query(`SELECT name FROM pgboss.job WHERE name LIKE '%.dead'`)).toEqual([]);
    expect(n).toBeGreaterThan(25);
  },
);
