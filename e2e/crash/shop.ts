import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '#drizzle/migrate';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { createDatabase } from '#scripts/postgres/databases';
import { supervisePostgres } from '#scripts/postgres/supervised';
import { freePort } from '#scripts/processes/ports';
import type { Supervised } from '#scripts/processes/supervise';
import { seed } from '#scripts/seed/seed';
import { databaseUrl } from '#scripts/testing/cluster';
import { temporaryFolder } from '#scripts/testing/temporary';

/** A running product whose processes are started again when they are killed, as `npm start` does. */
export interface Shop {
  /** Origin of the web process. */
  url: string;
  databaseUrl: string;
  processes: Record<'web' | 'worker' | 'postgres', Supervised>;
  /** Queries the database on a connection of its own, and retries while it is down. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Starts web, worker and a Postgres of their own with durable settings, from the production build. */
export async function openShop(): Promise<Shop> {
  await buildWhenChanged();
  const silent = () => {}; // processes that are killed on purpose need no log
  const postgres = await supervisePostgres(path.join(temporaryFolder(), 'crash'), silent);
  const database = databaseUrl(postgres.url, 'saldo');
  try {
    await createDatabase(postgres.url, 'saldo');
    await migrate(database);
    await seed(database);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      PUBLIC_URL: url,
      INTERNAL_URL: url,
      RESEND_API_KEY: '',
      AUTH_SECRET: randomBytes(33).toString('base64'),
      TOP_UP: 'sandbox', // customers of the tests fill their wallets themselves
    };
    const stack = await startStack({ databaseUrl: database, port, env, log: silent });
    return {
      url,
      databaseUrl: database,
      processes: { web: stack.web, worker: stack.worker, postgres: postgres.server },
      query: (sql, values) => retryingQuery(database, sql, values),
      async stop() {
        await stack.stop();
        await postgres.server.stop();
      },
    };
  } catch (error) {
    await postgres.server.stop();
    throw error;
  }
}

const PATIENCE_MS = 30_000;

async function retryingQuery<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<Row[]> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {}); // the query under way fails too
    try {
      await client.connect();
      return (await client.query<Row>(sql, values)).rows;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await pause(100);
    } finally {
      await client.end().catch(() => {}); // the connection is gone already
    }
  }
}
