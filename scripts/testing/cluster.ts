import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '#scripts/postgres/embedded';

/** Durability costs time and protects nothing here: the cluster ends with the test run. */
const throwAwaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** The migrated, empty database that every integration test file clones. */
export const TEMPLATE = 'saldo_template';

const prefix = 'saldo-test-';

export interface TestCluster {
  /** Of the maintenance database, as a superuser: databases are created through it. */
  url: string;
  stop(): Promise<void>;
}

/** Starts a Postgres of its own in a temporary folder. Nothing of it outlives this process, however it ends. */
export async function startTestCluster(): Promise<TestCluster> {
  removeLeftovers();
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeFolder);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'data'), settings: throwAwaySettings });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      removeFolder();
      process.off('exit', removeFolder);
    },
  };
}

/** The URL of another database on the server that `url` names. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Removes the folders of runs that were killed: their names carry the id of a process that is no more. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
