import { expect, vi } from 'vitest';
import { storeCredentials } from '#lib/accounts/registration';
import { type Consumer, consumeBatch } from '#lib/broker/consumer';
import { drain, letBackoffPass, letClaimsLapse } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { type Style, styles } from '#lib/messages/define';
import { faultAt, faults, UNCOUNTED } from '#scripts/testing/faults';
import { givenCustomer, orderRequest, publishNow, registrationRequest, test, waitingJobs } from '#scripts/testing/shop';
import { consumers } from './consumers.ts';

vi.mock('#lib/log'); // what fails here is meant to

/** The consumers that have something to do, in one style. */
async function busy(style: Style): Promise<Consumer[]> {
  const queues = await query<{ name: string }>(
    `${UNCOUNTED} SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after <= now()`,
  );
  const due = new Set(queues.map(({ name }) => name));
  return consumers.filter(({ queue }) => due.has(queue) && (queue.startsWith(style) || queue.endsWith('email')));
}

/** Works off what is due, batch by batch, until nothing is, or until a fault gets through. */
async function workUntilFault(style: Style): Promise<void> {
  try {
    for (let work = await busy(style); work.length > 0; work = await busy(style))
      for (const consumer of work) await consumeBatch(consumer);
  } catch {
    // The process is gone; what it left behind is looked at after the recovery.
  }
}

/** What the next life of the worker does, once claims have lapsed and waits are over. */
async function recover(): Promise<void> {
  for (let left = 1; left > 0; left = Object.keys(await waitingJobs()).length) {
    await letClaimsLapse();
    await letBackoffPass();
    await drain(consumers);
  }
}

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

const cases = styles.flatMap((style) => faults.map((fault) => [style, fault] as const));

test.for(cases)(
  '%s, %s: whichever statement it is, both orders end well, once',
  { timeout: 60_000 },
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

/** Everything that came of a registration. */
const registrationOf = (userId: string) =>
  query(
    `SELECT (SELECT count(*) FROM "user".users WHERE id = $1) AS users,
       (SELECT count(*) FROM billing.accounts WHERE user_id = $1) AS wallets,
       (SELECT count(*) FROM accounts.credentials WHERE user_id = $1) AS credentials,
       (SELECT count(*) FROM accounts.links WHERE user_id = $1) AS links`,
    [userId],
  );

test.for(cases)(
  '%s, %s: whichever statement it is, who registers gets one mail, and who is refused keeps no password',
  { timeout: 60_000 },
  async ([style, fault], { mailbox }) => {
    let n = 0;
    for (let reached = true; reached; ) {
      n++;
      mailbox.requests.splice(0);
      const person = { ...(await givenCustomer(0)), userId: newId(), email: `${newId()}@example.com` };
      const namesake = { ...person, userId: newId() };
      await transact((tx) =>
        storeCredentials(
          tx,
          [person, namesake].map(({ userId }) => ({ userId, passwordHash: 'argon2id$…' })),
        ),
      );
      await publishNow(registrationRequest(style, person));
      await publishNow(registrationRequest(style, namesake));

      const injected = faultAt(n, fault);
      await workUntilFault(style);
      reached = injected.end();
      await recover();

      const where = `${fault} at statement ${n}`;
      expect(await registrationOf(person.userId), where).toEqual([{ users: 1, wallets: 1, credentials: 1, links: 1 }]);
      expect(await registrationOf(namesake.userId), where).toEqual([
        { users: 0, wallets: 0, credentials: 0, links: 0 },
      ]);
      const sent = mailbox.requests.map(({ to, idempotencyKey }) => `${to} ${idempotencyKey}`);
      expect(new Set(sent).size, where).toBe(1);
      expect(sent[0], where).toContain(person.email);
    }
    expect(await query(`SELECT name FROM pgboss.job WHERE name LIKE '%.dead'`)).toEqual([]);
    expect(n).toBeGreaterThan(12);
  },
);
