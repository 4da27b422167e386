import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { email } from '#jobs/notification/email';
import { boss, installBroker } from '#lib/broker/boss';
import type { Consumer } from '#lib/broker/consumer';
import { allQueues, deadLetterOf, EMAIL_QUEUE } from '#lib/broker/queues';
import { shutdown } from '#lib/broker/shutdown';
import { drain, letBackoffPass, letClaimsLapse } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { newId } from '#lib/ids';
import { countUnread, readInbox } from '#lib/notification/inbox';
import { readNotifications, readOutbox } from '#lib/notification/read';
import { createDatabase, dropDatabase } from '#scripts/postgres/databases';
import { databaseUrl } from '#scripts/testing/cluster';
import { test } from '#scripts/testing/integration';
import { startMailbox } from '#scripts/testing/mailbox';
import { migrate } from './migrate.ts';

// A database as the version before 0.1.0 left it: three tables of mails with three queues and jobs in each, and an undivided message log.

const PREVIOUS = 5;
const name = `previous_${newId().replaceAll('-', '')}`;
let mailbox: Awaited<ReturnType<typeof startMailbox>>;
let url: string;

beforeAll(async () => {
  mailbox = await startMailbox();
  url = databaseUrl(inject('clusterUrl'), name);
  await createDatabase(inject('clusterUrl'), name);
  await applyUpTo(PREVIOUS);
  await installBroker(url);
});
afterAll(async () => {
  await shutdown();
  await dropDatabase(inject('clusterUrl'), name);
  await mailbox.stop();
});

/** Applies the migrations up to a number. */
async function applyUpTo(last: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-migrations-'));
  cpSync(path.join(import.meta.dirname, 'migrations'), folder, { recursive: true });
  const file = path.join(folder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { idx: number }[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= last) }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
    rmSync(folder, { recursive: true });
  }
}

const ann = newId();
const orderIds = Array.from({ length: 5 }, newId);
const [sentOrder, waitingOrder, unwantedOrder, erasedOrder, heldOrder] = Array.from({ length: 5 }, newId) as string[];
const [waitingAlert, readAlert, deadAlert] = Array.from({ length: 3 }, newId) as string[];
const [sentLink, waitingLink] = [newId(), newId()];
const link = 'http://localhost:3000/verify-email?token=secret';

async function writeRows(): Promise<void> {
  await query(
    `INSERT INTO notification.orders (id, user_id, total, currency, items, contact, outcome)
     SELECT id, $2, 250, 'EUR', '[{"productId":"tea","name":"Pot of tea","quantity":1,"price":250}]',
       '{"email":"ann@example.com","name":"Ann","locale":"en"}', 'paid' FROM unnest($1::uuid[]) AS id`,
    [orderIds, ann],
  );
  await query(
    `INSERT INTO notification.notifications (id, user_id, order_id, kind, address, subject, text, by_email, sent_at, provider_id)
     SELECT id, $3, order_id, 'order-paid', CASE id WHEN $5 THEN '' ELSE 'ann@example.com' END, 'paid', 'tea', id <> $4,
       CASE WHEN id IN ($5, $6) THEN '2026-01-02'::timestamptz END, CASE id WHEN $6 THEN 'provider' END
     FROM unnest($1::uuid[], $2::uuid[]) AS n(id, order_id)`,
    [
      [sentOrder, waitingOrder, unwantedOrder, erasedOrder, heldOrder],
      orderIds,
      ann,
      unwantedOrder,
      erasedOrder,
      sentOrder,
    ],
  );
  await query(
    `INSERT INTO notification.alerts (id, user_id, transfer_id, address, subject, text, read_at)
     SELECT id, $2, gen_random_uuid(), 'ann@example.com', 'low', 'low', CASE id WHEN $3 THEN now() END FROM unnest($1::uuid[]) AS id`,
    [[waitingAlert, readAlert, deadAlert], ann, readAlert],
  );
  await query(
    `INSERT INTO notification.account_mails (id, user_id, kind, address, subject, text, sent_at, provider_id)
     VALUES ($1, $3, 'verify-email', 'ann@example.com', 'verify', $4, NULL, NULL),
       ($2, $3, 'reset-password', 'ann@example.com', 'reset', 'token=…', now(), 'provider')`,
    [waitingLink, sentLink, ann, link],
  );
}

/** Messages as that version recorded them. */
async function recordMessages(): Promise<string[]> {
  const ids = [newId(), newId(), newId()];
  for (const id of ids)
    await query(
      `INSERT INTO gateway.messages (id, style, name, producer, consumers, correlation_id, subject, "time", body)
       VALUES ($1, 'command-reply', 'CreateOrder', 'gateway', '{order}', $2, 'an order', now(), '{}') ON CONFLICT (id) DO NOTHING`,
      [id, ids[0]],
    );
  return ids;
}

async function queueJobs(): Promise<void> {
  const broker = await boss();
  for (const queue of ['notification.account-email', 'notification.alert-email']) {
    await broker.createQueue(deadLetterOf(queue));
    await broker.createQueue(queue, { retryLimit: 25, expireInSeconds: 10, deadLetter: deadLetterOf(queue) });
  }
  await broker.insert(EMAIL_QUEUE, [{ data: { notificationId: heldOrder } }]);
  expect(await broker.fetch(EMAIL_QUEUE)).toHaveLength(1); // a worker holds it and is killed
  await broker.insert(EMAIL_QUEUE, [
    { data: { notificationId: sentOrder } },
    { data: { notificationId: waitingOrder } },
  ]);
  await broker.insert('notification.alert-email', [{ data: { alertId: waitingAlert } }]);
  await broker.insert('notification.account-email', [{ data: { mailId: waitingLink } }]);
  await broker.insert('notification.alert-email', [{ data: { alertId: deadAlert }, retryLimit: 0 }]);
  const jobs = await broker.fetch<{ alertId: string }>('notification.alert-email', { batchSize: 2 });
  for (const { id, data } of jobs)
    if (data.alertId === deadAlert) await broker.fail('notification.alert-email', id, { message: 'refused' });
}

test('every notification and every mail of the previous version is kept, and what waited is sent under its id', async () => {
  process.env.DATABASE_URL = url; // before the first look at a setting
  await writeRows();
  await queueJobs();
  const messages = await recordMessages();
  await migrate(url);

  // The messages stay, and the previous version, which still runs, can record more.
  messages.push(...(await recordMessages()));
  const log = await query<{ id: string }>('SELECT id FROM gateway.messages ORDER BY position');
  expect(log.map(({ id }) => id)).toEqual(messages);

  expect((await readInbox(ann, { limit: 20 })).items.map(({ id, kind }) => `${kind} ${id}`).sort()).toEqual(
    [
      ...[sentOrder, waitingOrder, unwantedOrder, erasedOrder, heldOrder].map((id) => `order-paid ${id}`),
      ...[waitingAlert, readAlert, deadAlert].map((id) => `low-balance ${id}`),
    ].sort(),
  );
  expect(await countUnread(ann)).toBe(7);
  expect((await readNotifications(ann, { limit: 20 })).items).toHaveLength(5);
  const outbox = await readOutbox(20);
  expect(outbox.map(({ id }) => id).sort()).toEqual(
    [sentOrder, waitingOrder, heldOrder, waitingAlert, readAlert, deadAlert, sentLink, waitingLink].sort(),
  );
  expect(outbox.find(({ id }) => id === sentOrder)).toMatchObject({
    sentAt: new Date('2026-01-02'),
    providerId: 'provider',
    html: expect.stringContaining('Pot of tea'),
  });

  const queues = (await (await boss()).getQueues()).map((queue) => queue.name);
  expect(queues.sort()).toEqual(
    allQueues()
      .flatMap((queue) => [queue, deadLetterOf(queue)])
      .sort(),
  );
  await letClaimsLapse();
  await letBackoffPass();
  await drain([email as Consumer]);
  const sentUnder = mailbox.requests.map(({ idempotencyKey }) => idempotencyKey);
  expect(sentUnder.toSorted()).toEqual([waitingOrder, heldOrder, waitingAlert, waitingLink].sort());
  expect(mailbox.requests.find(({ idempotencyKey }) => idempotencyKey === waitingLink)?.text).toBe(link);

  await (await boss()).redrive(deadLetterOf(EMAIL_QUEUE));
  await drain([email as Consumer]);
  expect(mailbox.requests.at(-1)?.idempotencyKey).toBe(deadAlert);
  expect(await query(`SELECT FROM pgboss.job WHERE state < 'completed'`)).toEqual([]);
});

test('the notification of an order has no transfer, that of a balance has one', async () => {
  const broken = query(`UPDATE notification.notifications SET kind = 'low-balance' WHERE id = $1`, [sentOrder]);
  await expect(broken).rejects.toThrow('notifications_subject');
});
