import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '#drizzle/migrate';
import { audit } from '#lib/audit/audit';
import { deposit } from '#lib/billing/transfers';
import { shutdown } from '#lib/broker/shutdown';
import { transact } from '#lib/db/transact';
import { newId } from '#lib/ids';
import { createUsers } from '#lib/user/users';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { createDatabase } from '#scripts/postgres/databases';
import { startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { freePort } from '#scripts/processes/ports';
import { seed } from '#scripts/seed/seed';
import { orderLatency } from '#scripts/testing/order-latency';
import { type Customer, orderLoad } from './load.ts';

// `npm run bench` measures orders per second through the broker against the floor of the same database, and how long
// one client waits for a paid order over HTTP. Compare the ratios: absolute figures depend on the machine and its load.
// Postgres is durable, with fsync and synchronous_commit on.

const USERS = 10_000;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

const folder = mkdtempSync(join(tmpdir(), 'saldo-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
try {
  await createDatabase(postgres.url, 'bench');
  const databaseUrl = new URL(postgres.url);
  databaseUrl.pathname = '/bench';
  process.env.DATABASE_URL = databaseUrl.href;
  process.env.AUTH_SECRET = randomBytes(33).toString('base64');
  await migrate(databaseUrl.href);
  await seed(databaseUrl.href);
  await run(databaseUrl.href, await makeCustomers());
} finally {
  await shutdown();
  await postgres.stop();
  rmSync(folder, { recursive: true });
}

async function run(databaseUrl: string, customers: Customer[]): Promise<void> {
  await buildWhenChanged({ log: console.log });
  const stack = await startStack({ databaseUrl, port: await freePort(), env: {}, log: () => {} });
  try {
    await measure(databaseUrl, customers);
    console.log('one HTTP client, command-reply order', rounded({ ...(await orderLatency(stack.url)) }));
  } finally {
    await stack.stop();
  }
  const faults = await audit(databaseUrl);
  console.log(faults.length === 0 ? 'the books are right' : faults.slice(0, 10).join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}

async function measure(databaseUrl: string, customers: Customer[]): Promise<void> {
  const rows: Record<string, number>[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const floor = floorPerSecond(databaseUrl);
    const at64 = await orderLoad(customers, 64, SECONDS);
    const at256 = await orderLoad(customers, 256, SECONDS);
    const row = {
      floor,
      engine64: at64.perSecond,
      'engine64/floor': at64.perSecond / floor,
      'p50 ms': at64.p50,
      'p99 ms': at64.p99,
      engine256: at256.perSecond,
      'engine256/floor': at256.perSecond / floor,
    };
    console.log(round === 0 ? 'warm-up' : `round ${round}`, rounded(row));
    if (round > 0) rows.push(row);
  }
  console.log(
    'median ',
    rounded(
      Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, median(rows.map((row) => row[key] ?? 0))])),
    ),
  );
}

async function makeCustomers(): Promise<Customer[]> {
  const people = Array.from({ length: USERS }, (_, index) => ({
    userId: newId(),
    email: `bench-${index + 1}@saldo.example`,
    name: `Customer ${index + 1}`,
    phone: null,
    address: null,
    locale: 'en' as const,
  }));
  for (let start = 0; start < people.length; start += 1_000) {
    const batch = people.slice(start, start + 1_000);
    await transact(async (tx) => {
      await createUsers(tx, batch);
      await deposit(
        tx,
        batch.map(({ userId }) => ({ transferId: newId(), userId, amount: 1_000_000_000, currency: 'EUR' })),
      );
    });
  }
  return people.map(({ userId, email, name }) => ({ id: userId, email, name }));
}

/** Orders per second of the plain transaction at 64 connections, by pgbench (Debian: postgresql-client). */
function floorPerSecond(databaseUrl: string): number {
  const output = execFileSync(
    'pgbench',
    [
      '--no-vacuum',
      '--protocol=prepared',
      '--client=64',
      '--jobs=2',
      `--time=${SECONDS}`,
      '--define',
      `users=${USERS}`,
      '--file=bench/floor.sql',
      databaseUrl,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const tps = /tps = ([\d.]+)/.exec(output)?.[1];
  if (!tps) throw new Error(`pgbench said no rate:\n${output}`);
  return Number(tps);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function rounded(row: Record<string, number>) {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value.toPrecision(4))]));
}
