import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inArray, sql } from 'drizzle-orm';
import pLimit from 'p-limit';
import { migrate } from '#drizzle/migrate';
import { credentials } from '#drizzle/schema/accounts';
import { messages } from '#drizzle/schema/broker';
import { orders } from '#drizzle/schema/order';
import { issueToken } from '#lib/accounts/tokens';
import { audit } from '#lib/audit/audit';
import { countOpenJobs } from '#lib/broker/job-table';
import { allQueues } from '#lib/broker/queues';
import { shutdown } from '#lib/broker/shutdown';
import { orm, run } from '#lib/db/pool';
import { statement } from '#lib/db/statement';
import { firstIdAt } from '#lib/ids';
import type { Style } from '#lib/messages/define';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { createDatabase } from '#scripts/postgres/databases';
import { startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { freePort } from '#scripts/processes/ports';
import { seed } from '#scripts/seed/seed';
import { type EngineFigures, orderLoad } from './engine.ts';
import { type Customer, fill, makeCustomers } from './fill.ts';

/** What a shop is measured with. */
export interface ShopOptions {
  /** For its Postgres. */
  folder: string;
  /** So many web processes and as many workers. */
  processes: number;
  customers: number;
  /** So many of the customers can be ordered for over HTTP. */
  tokens: number;
  /** Orders that are stored before it opens. */
  orders: number;
}

/** What who loads and watches it from outside must know. */
export interface OpenShop {
  databaseUrl: string;
  /** The origin of each web process. */
  origins: string[];
  /** Of customers who have money. */
  tokens: string[];
  /** Of somebody who may read everything in the office. */
  ownerToken: string;
  /** The roots of the process trees. */
  processes: { web: number[]; worker: number[]; postgres: number[] };
  /** Where Postgres logs. */
  log: string;
}

/** The clients of the floor and the pools of several processes; by default it would be 100. */
const MAX_CONNECTIONS = '400';

/** What is quiet here is as loud in the shop as everywhere. */
const AS_BY_DEFAULT = { LOG_LEVEL: '' };
const sayUnusual = (line: string) => line.includes('"level":"info"') || console.error(line);

type Stack = Awaited<ReturnType<typeof startStack>>;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let stacks: Stack[] = [];
let databaseUrl: string;
let customers: Customer[];

/** Opens a shop as `npm start` does, on a durable Postgres of its own. */
export async function open(options: ShopOptions): Promise<OpenShop> {
  await buildWhenChanged({ log: console.error });
  const dataDir = path.join(options.folder, 'postgres');
  postgres = await startEmbeddedPostgres({ dataDir, settings: { max_connections: MAX_CONNECTIONS } });
  await createDatabase(postgres.url, 'saldo');
  databaseUrl = postgres.url.replace(/\/postgres$/, '/saldo');
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: randomBytes(33).toString('base64'),
    HOST: '127.0.0.1',
    TOP_UP: 'sandbox',
    // Slow is a figure here, and no fault.
    REPLY_TIMEOUT_MS: '60000',
    RESEND_API_KEY: '',
    SALDO_DEMO: '',
    LOG_LEVEL: 'error',
  });
  await migrate(databaseUrl);
  await seed(databaseUrl);
  customers = await fill(databaseUrl, { ...options, days: 365 }, console.error);
  const tokens = await tokensFor(customers.slice(0, options.tokens), 'customer');
  const [ownerToken = ''] = await tokensFor(await makeCustomers(1, 'owner'), 'owner');
  const ports = await Promise.all(Array.from({ length: options.processes }, freePort));
  stacks = await Promise.all(
    ports.map((port) => startStack({ databaseUrl, port, env: AS_BY_DEFAULT, log: sayUnusual })),
  );
  const pidsOf = (role: 'web' | 'worker') => stacks.map((stack) => stack[role].pid ?? 0);
  return {
    databaseUrl,
    origins: stacks.map(({ url }) => url),
    tokens,
    ownerToken,
    processes: { web: pidsOf('web'), worker: pidsOf('worker'), postgres: [postgres.pid] },
    log: path.join(dataDir, 'postgres.log'),
  };
}

/** Gives people a token each, as if they had signed in with a password. */
async function tokensFor(people: Customer[], role: 'customer' | 'owner'): Promise<string[]> {
  if (people.length === 0) return [];
  await orm()
    .update(credentials)
    .set({ role })
    .where(
      inArray(
        credentials.userId,
        people.map(({ userId }) => userId),
      ),
    );
  // A thousand at once would wait for a connection longer than it takes to give up.
  return pLimit(8).map(people, async ({ userId }) => (await issueToken(userId))?.token ?? '');
}

/** Keeps orders of a style under way without HTTP. */
export const engine = (style: Style, inFlight: number, seconds: number): Promise<EngineFigures> =>
  orderLoad(customers, style, inFlight, seconds);

/** Resolves when no message waits: each is taken away with the commit that adds what follows from it. */
export async function drained(): Promise<void> {
  while ((await countOpenJobs(allQueues())) > 0) await pause(10);
}

/** What became of the orders since a moment: how many were paid, and the milliseconds from the first message of each to the one that tells that it is. */
export interface Outcomes {
  paid: number;
  refused: number;
  milliseconds: number[];
}

const since = sql.placeholder('firstId');
const readStates = statement<{ paid: number; refused: number }, { firstId: string }>(
  sql`SELECT count(*) FILTER (WHERE ${orders.status} = 'paid') AS paid, count(*) FILTER (WHERE ${orders.status} <> 'paid') AS refused
    FROM ${orders} WHERE ${orders.id} >= ${since}`,
);
const readWaits = statement<{ milliseconds: number }, { firstId: string }>(
  sql`SELECT extract(epoch FROM max(${messages.time}) FILTER (WHERE 'notification' = ANY(${messages.consumers})) - min(${messages.time}))::float8
      * 1000 AS milliseconds
    FROM ${messages} WHERE ${messages.id} >= ${since} GROUP BY ${messages.correlationId}`,
);

/** Reads what became of the orders that came since a moment (Unix milliseconds). */
export async function outcomes(time: number): Promise<Outcomes> {
  const firstId = firstIdAt(time);
  const [{ paid, refused } = { paid: 0, refused: 0 }] = await run(readStates, { firstId });
  const waits = await run(readWaits, { firstId });
  return { paid, refused, milliseconds: waits.map(({ milliseconds }) => milliseconds) };
}

/** The faults in the books. */
export const faults = (): Promise<string[]> => audit(databaseUrl);

/** Ends everything that `open` started. */
export async function close(): Promise<void> {
  await Promise.all(stacks.map((stack) => stack.stop()));
  await shutdown();
  await postgres?.stop();
}
