import path from 'node:path';
import { startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { temporaryFolder } from '#scripts/testing/temporary';

/** The migrated, empty database that every integration test file clones. */
export const TEMPLATE = 'saldo_template';

/** Durability costs time and protects nothing here: the cluster ends with the test run. */
const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

export interface TestCluster {
  /** Of the maintenance database, as a superuser: databases are created through it. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a Postgres of its own in a temporary folder; both end with this process at the latest. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = path.join(temporaryFolder(), 'data');
  const { url, stop } = await startEmbeddedPostgres({ dataDir, settings: throwAwaySettings });
  return { url, stop };
}

/** The URL of another database on the server that `url` names. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
