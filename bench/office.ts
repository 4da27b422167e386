import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { migrate } from '#drizzle/migrate';
import { credentials } from '#drizzle/schema/accounts';
import { orders } from '#drizzle/schema/order';
import { openSession } from '#lib/accounts/sessions';
import { audit } from '#lib/audit/audit';
import { sessionCookie } from '#lib/auth/session-cookie';
import { enqueue } from '#lib/broker/publish';
import { deadLetterOf, EMAIL_QUEUE } from '#lib/broker/queues';
import { shutdown } from '#lib/broker/shutdown';
import { orm } from '#lib/db/pool';
import { transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { newId } from '#lib/ids';
import { closeShopDay } from '#lib/office/days';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { createDatabase, hasDatabase } from '#scripts/postgres/databases';
import { startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { freePort } from '#scripts/processes/ports';
import { seed } from '#scripts/seed/seed';
import { fill, makeCustomers } from './fill.ts';

// `npm run bench:office` measures how long the screens of the office take in a shop with years of orders. It says the median of sequential
// requests of one person, so that each figure is the time of the screen alone.

const { values: given } = parseArgs({
  options: {
    customers: { type: 'string', default: '100000' },
    orders: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '15' },
    /** Measures only the screens whose address contains this. */
    only: { type: 'string', default: '' },
    /** Keeps the filled database in this folder, and uses it again. */
    data: { type: 'string' },
  },
});
const extent = { customers: Number(given.customers), orders: Number(given.orders), days: 365 };
const DEAD_LETTERS = 200;

/** What is measured: every screen, and the filters that Postgres has the most to do for. */
function screens({ userId, email, orderId }: Stored): string[] {
  const day = dayBefore(30);
  const office = (paths: string[]) => paths.map((path) => `/office${path}`);
  return [
    ...office(['', '/counter', '/till', `/till?query=${email}`]),
    ...office(['/customers', '/customers?query=77777', '/customers?query=nobody', `/customers/${userId}`]),
    ...office([
      '/orders',
      '/orders?fulfilment=open',
      '/orders?status=refused',
      '/orders?number=7',
      `/orders?day=${day}`,
    ]),
    ...office(['/orders?product=flat-white', '/orders?product=nothing', `/orders?customer=${email}`]),
    ...office(['/orders?customer=nobody', `/orders/${orderId}`]),
    ...office(['/ledger', '/ledger?kind=adjustment', `/ledger?day=${day}`, '/ledger/payouts']),
    ...office([
      '/reports',
      `/reports?day=${day}`,
      '/reports/sales',
      '/reports/liabilities',
      `/reports/liabilities?day=${day}`,
    ]),
    ...office(['/messages', '/catalogue', '/hours', '/team', '/audit-log']),
    '/api/office/reports/liabilities',
    `/api/office/reports/liabilities?at=${day}T00:00:00Z`,
    '/office/ledger/balance',
    `/office/ledger/balance?day=${day}`,
  ];
}

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

interface Stored {
  userId: string;
  email: string;
  orderId: string;
}

const folder = given.data ?? mkdtempSync(join(tmpdir(), 'saldo-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
try {
  const databaseUrl = new URL(postgres.url);
  databaseUrl.pathname = '/bench';
  process.env.DATABASE_URL = databaseUrl.href;
  process.env.AUTH_SECRET = randomBytes(33).toString('base64');
  const isFilled = await hasDatabase(postgres.url, 'bench');
  if (!isFilled) await createDatabase(postgres.url, 'bench');
  await migrate(databaseUrl.href);
  if (!isFilled) {
    await seed(databaseUrl.href);
    await fill(databaseUrl.href, extent, console.log);
    await leaveDeadLetters();
  }
  await measure(databaseUrl.href);
  const faults = await audit(databaseUrl.href);
  console.log(faults.length === 0 ? 'the books are right' : faults.slice(0, 10).join('\n'));
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await shutdown();
  await postgres.stop();
  if (!given.data) rmSync(folder, { recursive: true });
}

/** Leaves jobs of mails behind that could not be sent. */
async function leaveDeadLetters(): Promise<void> {
  await transact((tx) =>
    enqueue(
      tx,
      deadLetterOf(EMAIL_QUEUE),
      Array.from({ length: DEAD_LETTERS }, () => ({ data: { mailId: newId() } })),
    ),
  );
}

/** Somebody who may see everything. */
async function makeOwner(): Promise<string> {
  const [{ userId } = { userId: '' }] = await makeCustomers(1, newId());
  await orm().update(credentials).set({ role: 'owner' }).where(eq(credentials.userId, userId));
  return userId;
}

async function cookieOf(userId: string): Promise<string> {
  const { name } = sessionCookie();
  const token = { sessionId: await openSession(userId, null) };
  return `${name}=${await encode({ token, salt: name, secret: env().AUTH_SECRET })}`;
}

/** A shop closes its days; otherwise the day that is open holds every transfer. */
async function closeYesterday(userId: string): Promise<void> {
  const yesterday = dayBefore(1);
  await closeShopDay(yesterday, {
    ...{ actor: { userId, role: 'owner' }, correlationId: newId(), idempotencyKey: yesterday, fingerprint: '' },
    body: { counted: {}, reason: 'Not counted' },
  });
}

async function measure(databaseUrl: string): Promise<void> {
  await buildWhenChanged({ log: console.log });
  const stack = await startStack({ databaseUrl, port: await freePort(), env: {}, log: () => {} });
  try {
    const owner = await makeOwner();
    await closeYesterday(owner);
    const headers = { cookie: await cookieOf(owner) };
    const [order] = await orm()
      .select()
      .from(orders)
      .limit(1)
      .offset(extent.orders / 2);
    if (!order) throw new Error('there are no orders');
    const paths = screens({ userId: order.userId, email: order.contact.email, orderId: order.id });
    for (const path of paths.filter((one) => one.includes(given.only))) {
      const waits: number[] = [];
      for (let request = 0; request <= Number(given.requests); request++) {
        const begun = performance.now();
        const answer = await fetch(stack.url + path, { headers, redirect: 'manual' });
        await answer.arrayBuffer();
        if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}`);
        if (request > 0) waits.push(performance.now() - begun);
      }
      waits.sort((a, b) => a - b);
      const [median = 0, worst = 0] = [waits[Math.floor(waits.length / 2)], waits.at(-1)];
      console.log(
        `${median.toFixed(0).padStart(6)} ms at the median, ${worst.toFixed(0).padStart(6)} at most  ${path}`,
      );
    }
  } finally {
    await stack.stop();
  }
}
