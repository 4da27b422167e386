import { randomBytes } from 'node:crypto';
import { migrate } from '#drizzle/migrate';
import { audit } from '#scripts/audit/audit';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { createDatabase } from '#scripts/postgres/databases';
import { freePort } from '#scripts/processes/ports';
import type { Supervised } from '#scripts/processes/supervise';
import { seed } from '#scripts/seed/seed';
import { databaseUrl, startTestCluster } from '#scripts/testing/cluster';
import { startPgBouncer } from '#scripts/testing/pgbouncer';

export interface ServedApp {
  /** The origin of the web process, without a trailing slash. */
  url: string;
  databaseUrl: string;
  /** The worker process, for tests that pause or kill it. */
  worker: Supervised;
  /** Stops everything, then throws if the books are wrong. */
  stop(): Promise<void>;
}

/**
 * Runs web and worker of the production build on a free port and a seeded database of their own; `overrides` are
 * settings. With `TEST_POOLER` they reach it through PgBouncer: `with-direct-url` sets DATABASE_DIRECT_URL as well, and
 * `alone` does not.
 */
export async function serveApp(overrides: Record<string, string> = {}): Promise<ServedApp> {
  await buildWhenChanged();
  const cluster = await startTestCluster();
  let pooler: Awaited<ReturnType<typeof startPgBouncer>> | undefined;
  try {
    const database = databaseUrl(cluster.url, 'saldo');
    await createDatabase(cluster.url, 'saldo');
    const direct = process.env.TEST_POOLER === 'alone' ? '' : database;
    if (process.env.TEST_POOLER) pooler = await startPgBouncer(cluster.url);
    const pooled = pooler?.urlOf('saldo') ?? database;
    await migrate(pooled, direct || pooled);
    await seed(database, {});
    const port = await freePort();
    const stack = await startStack({
      databaseUrl: pooled,
      port,
      env: { ...settings(port), DATABASE_DIRECT_URL: direct, ...overrides },
      log: console.error,
    });
    return {
      url: stack.url,
      databaseUrl: database,
      worker: stack.worker,
      async stop() {
        try {
          await stack.stop();
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

/** Fixes the settings that matter, whatever those of this machine are. No test sends mail. */
function settings(port: number): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    INTERNAL_URL: `http://127.0.0.1:${port}`,
    AUTH_SECRET: randomBytes(33).toString('base64url'),
    INTERACTION_STYLE: 'event-collaboration',
    REPLY_TIMEOUT_MS: '10000',
    RESEND_API_KEY: '',
    SALDO_DEMO: '',
  };
}
