import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { test as base, inject } from 'vitest';
import { audit, bookChecks } from '#lib/audit/audit';
import { shutdown } from '#lib/broker/shutdown';
import { setRoleSettings } from '#lib/db/role-settings';
import { createDatabase, dropDatabase } from '#scripts/postgres/databases';
import { databaseUrl, TEMPLATE } from '#scripts/testing/cluster';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the test server, as a superuser. */
    clusterUrl: string;
  }
}

/** How long the server may take to notice that a client has disconnected. */
const disconnectTimeoutMs = 2_000;

/**
 * A test with a migrated, empty database for its file, which `transact`, `query` and everything above them use. After
 * the file its connections must be closed and its books must be right, else the file fails; whose money it is does not
 * matter, because many files know no users. A file that breaks the books on purpose calls `test.override('booksMustBalance', false)`.
 */
export const test = base
  .extend('booksMustBalance', { scope: 'file' }, true)
  .extend('checks', { scope: 'file' }, bookChecks)
  .extend('database', { scope: 'file', auto: true }, async ({ booksMustBalance, checks }, { onCleanup }) => {
    const clusterUrl = inject('clusterUrl');
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const url = databaseUrl(clusterUrl, name);
    await createDatabase(clusterUrl, name, TEMPLATE);
    await setRoleSettings(url); // a clone has none
    process.env.DATABASE_URL = url;

    // A file that fails here keeps its database for inspection.
    onCleanup(async () => {
      await shutdown();
      await refuseOpenConnections(clusterUrl, name);
      if (booksMustBalance) refuseFaults(await audit(url, checks));
      await dropDatabase(clusterUrl, name);
    });
    return { url };
  });

/** Throws if a test left a client or a worker behind, which would hold locks and take jobs of the next test. */
async function refuseOpenConnections(clusterUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    const deadline = Date.now() + disconnectTimeoutMs;
    for (;;) {
      const { rows } = await client.query<{ application_name: string; query: string }>(
        'SELECT application_name, query FROM pg_stat_activity WHERE datname = $1',
        [database],
      );
      if (rows.length === 0) return;
      if (Date.now() > deadline) {
        const open = rows.map((row) => `${row.application_name || 'a client'}, last query: ${row.query}`);
        throw new Error(`left open after the tests:\n${open.join('\n')}`);
      }
      await delay(20);
    }
  } finally {
    await client.end();
  }
}

function refuseFaults(faults: string[]): void {
  if (faults.length > 0) throw new Error(`the books are wrong after the tests:\n${faults.join('\n')}`);
}
