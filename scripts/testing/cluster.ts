import path from 'node:path';
import { startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { temporaryFolder } from '#scripts/testing/temporary';

/** The migrated, empty database that each integration test file clones. */
export const TEMPLATE = 'saldo_template';

/** Durability would cost time and protect nothing: the cluster is deleted after the run. */
const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

export interface TestCluster {
  /** The address of any database of the server, as a superuser: databases are created through it. */
  url: string;
  stop(): Promise<void>;
}

/** The server that `TEST_DATABASE_URL` names (any database of it, as a superuser), else a Postgres that this starts. */
export async function testCluster(): Promise<TestCluster> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? { url, stop: async () => undefined } : startTestCluster();
}

/** Starts a Postgres in a temporary folder; both are gone when this process ends. */
export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = path.join(temporaryFolder(), 'data');
  const { url, stop } = await startEmbeddedPostgres({ dataDir, settings: throwAwaySettings });
  return { url, stop };
}

/** The URL of another database on the server that `url` names. */
export function databaseUrl(url: string, name: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`);
}
