import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#lib/db/connect';
import { cloneAsStandby } from '#scripts/failover/clone';
import { createDatabase } from '#scripts/postgres/databases';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { freePort } from '#scripts/processes/ports';

interface Server {
  dataDir: string;
  port: number;
  running: EmbeddedPostgres;
}

/** A primary and its synchronous standby. */
export interface Pair {
  /** The database under the addresses of both, of which the primary is wanted. */
  url: string;
  primaryUrl(): string;
  standbyUrl(): string;
  /** Starts the standby, or rebuilds it from the primary, and resolves once no commit is acknowledged without it. */
  addStandby(): Promise<void>;
  /** Kills the primary and, after a time in which there is none, promotes the standby. */
  failOver(withoutPrimaryMs: number): Promise<void>;
  /** Resolves once the standby has replayed what the primary has written. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const NAME = 'saldo';

/** Starts a primary with an empty database, in a folder of its own. */
export async function startPair(folder: string): Promise<Pair> {
  const [firstPort, secondPort] = [await freePort(), await freePort()];
  let primary = await start(path.join(folder, 'one'), firstPort);
  let standby: Server | undefined;
  let spare = { dataDir: path.join(folder, 'two'), port: secondPort };
  const credentials = primary.running.url.slice(0, primary.running.url.lastIndexOf('@'));
  await createDatabase(primary.running.url, NAME);
  const urlOf = ({ port }: { port: number }) => `${credentials}@127.0.0.1:${port}/${NAME}`;
  return {
    url: `${credentials}@127.0.0.1:${firstPort},127.0.0.1:${secondPort}/${NAME}?target_session_attrs=read-write`,
    primaryUrl: () => urlOf(primary),
    standbyUrl: () => urlOf(standby ?? spare),
    async addStandby() {
      await cloneAsStandby(urlOf(primary), primary.dataDir, spare.dataDir);
      standby = await start(spare.dataDir, spare.port);
      await run(urlOf(primary), "ALTER SYSTEM SET synchronous_standby_names = '*'");
      await run(urlOf(primary), 'SELECT pg_reload_conf()');
      await until(urlOf(primary), "SELECT sync_state = 'sync' AS done FROM pg_stat_replication");
    },
    async failOver(withoutPrimaryMs) {
      const promoted = standby;
      if (!promoted) throw new Error('there is no standby to promote');
      process.kill(primary.running.pid, 'SIGKILL');
      await primary.running.exited;
      await pause(withoutPrimaryMs);
      await run(urlOf(promoted), 'SELECT pg_promote()');
      spare = primary;
      primary = promoted;
      standby = undefined;
    },
    async caughtUp() {
      const [row] = await run<{ at: string }>(urlOf(primary), 'SELECT pg_current_wal_lsn() AS at');
      await until(urlOf(standby ?? spare), `SELECT pg_last_wal_replay_lsn() >= '${row?.at}' AS done`);
    },
    async stop() {
      await primary.running.stop();
      await standby?.running.stop();
    },
  };
}

async function start(dataDir: string, port: number): Promise<Server> {
  // Enough of the log is kept for a standby that is being built.
  const running = await startEmbeddedPostgres({ dataDir, port, settings: { wal_keep_size: '1GB' } });
  return { dataDir, port, running };
}

async function run<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = await connect(url, { application_name: 'saldo-failover' });
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

const PATIENCE_MS = 60_000;

/** Asks again and again until the answer is a row whose `done` is true. */
async function until(url: string, sql: string): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await run<{ done: boolean }>(url, sql);
    if (row?.done) return;
    if (Date.now() > giveUpAt) throw new Error(`not within ${PATIENCE_MS / 1_000} s: ${sql}`);
    await pause(50);
  }
}
