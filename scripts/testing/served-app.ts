import { randomBytes } from 'node:crypto';
import { migrate } from '#drizzle/migrate';
import { audit } from '#lib/audit/audit';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { createDatabase } from '#scripts/postgres/databases';
import { freePort } from '#scripts/processes/ports';
import type { Supervised } from '#scripts/processes/supervise';
import { seed } from '#scripts/seed/seed';
import { startBalancer } from '#scripts/testing/balancer';
import { databaseUrl, startTestCluster } from '#scripts/testing/cluster';
import { startPgBouncer } from '#scripts/testing/pgbouncer';

export interface ServedApp {
  /** Where clients reach the web processes, without a trailing slash. With several, it hands connections round. */
  url: string;
  /** The origin of each web process. */
  webUrls: string[];
  databaseUrl: string;
  /** The worker processes, for tests that pause or kill one. */
  workers: Supervised[];
  /** Stops everything, then throws if the books are wrong. */
  stop(): Promise<void>;
}

/**
 * Runs `processes` web and as many worker processes of the production build on free ports and one seeded database of
 * their own; `overrides` are settings. With `TEST_POOLER` they reach it through PgBouncer: `with-direct-url` sets
 * DATABASE_DIRECT_URL as well, and `alone` does not.
 */
export async function serveApp(overrides: Record<string, string> = {}, processes = 1): Promise<ServedApp> {
  await buildWhenChanged();
  const cluster = await startTestCluster();
  let pooler: Awaited<ReturnType<typeof startPgBouncer>> | undefined;
  try {
    const database = databaseUrl(cluster.url, 'saldo');
    await createDatabase(cluster.url, 'saldo');
    const direct = process.env.TEST_POOLER === 'alone' ? '' : database;
    if (process.env.TEST_POOLER) pooler = await startPgBouncer(cluster.url);
    const pooled = pooler?.urlOf('saldo') ?? database;
    await migrate(pooled, { directUrl: direct || undefined });
    await seed(database, {});
    const served = await startStacks(pooled, { DATABASE_DIRECT_URL: direct, ...overrides }, processes);
    return {
      ...served,
      databaseUrl: database,
      async stop() {
        try {
          await served.stop();
          const faults = await audit(database);
          if (faults.length > 0) throw new Error(`the books are wrong after the tests:\n${faults.join('\n')}`);
        } finally {
          await pooler?.stop();
          await cluster.stop();
        }
      },
    };
  } catch (error) {
    await pooler?.stop();
    await cluster.stop();
    throw error;
  }
}

/** Starts the processes, and a balancer before them if there are several web processes. */
async function startStacks(
  databaseUrl: string,
  overrides: Record<string, string>,
  processes: number,
): Promise<Omit<ServedApp, 'databaseUrl'>> {
  const ports: number[] = [];
  while (ports.length < processes) ports.push(await freePort());
  const balancer = processes > 1 ? await startBalancer() : undefined;
  balancer?.forwardTo(ports);
  const url = balancer?.url ?? `http://127.0.0.1:${ports[0]}`;
  const env = { ...settings(url), ...(balancer && handedRound), ...overrides };
  const started = await Promise.allSettled(
    ports.map((port) => startStack({ databaseUrl, port, env, log: console.error })),
  );
  const stacks = started.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const stop = async () => {
    await Promise.all(stacks.map((stack) => stack.stop()));
    await balancer?.stop();
  };
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { url, webUrls: stacks.map((stack) => stack.url), workers: stacks.map(({ worker }) => worker), stop };
}

/** With this timeout `fetch` opens a connection for each request, so that the requests of one client reach all processes. */
const handedRound = { KEEP_ALIVE_TIMEOUT: '1000' };

/** Fixes the settings that matter, whatever those of this machine are. No test sends mail. */
function settings(url: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    INTERNAL_URL: url,
    AUTH_SECRET: randomBytes(33).toString('base64url'),
    INTERACTION_STYLE: 'event-collaboration',
    REPLY_TIMEOUT_MS: '10000',
    RESEND_API_KEY: '',
    SALDO_DEMO: '',
    TOP_UP: 'sandbox', // customers of the tests fill their wallets themselves
  };
}
