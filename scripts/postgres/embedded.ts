import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chooseAccount, type PostgresAccount } from '#scripts/postgres/account';
import { locatePostgres, type PostgresBinaries } from '#scripts/postgres/binaries';
import {
  clusterFiles,
  createCluster,
  createDataDir,
  endOrphanedServer,
  readPostmasterFile,
  superuserUrl,
} from '#scripts/postgres/cluster';
import { tryLock } from '#scripts/processes/lock';
import { freePort } from '#scripts/processes/ports';
import { StartupFailure } from '#scripts/processes/startup-failure';

export interface EmbeddedPostgresOptions {
  /** A folder for this server alone; created if missing. */
  dataDir: string;
  /** A free one by default. */
  port?: number;
  /** Settings of the server (`-c name=value`), for example `fsync: 'off'` for data that may be lost. */
  settings?: Record<string, string>;
  /** Those that npm installed by default. */
  binaries?: PostgresBinaries;
}

export interface EmbeddedPostgres {
  /** The address of the maintenance database `postgres`, as the superuser. */
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server has ended, by `stop()` or unasked. */
  exited: Promise<void>;
  /** Closes connections and ends the server gracefully; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres that npm installed, on the loopback interface only. First ends a server that a killed process
 * left on the same folder. Throws a `StartupFailure` if a running process uses the folder. Where the platform supports
 * it, the server stops when the thread that started it ends, even by kill -9.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, settings = {}, binaries = locatePostgres() } = options;
  const files = clusterFiles(dataDir);
  const account = chooseAccount(binaries);
  createDataDir(dataDir);
  const lock = tryLock(files.lock);
  if (!lock) {
    throw new StartupFailure(`Another process already runs the Postgres in ${dataDir}: stop it, or set DATABASE_URL.`);
  }
  try {
    await endOrphanedServer(files.cluster);
    await createCluster(dataDir, binaries, account, settings.fsync !== 'off');
    const { server, port } = await launchUntilReady(options, binaries, account);
    const exited = once(server, 'exit').then(() => lock.release());
    return {
      url: superuserUrl(dataDir, port),
      port,
      pid: server.pid as number,
      exited,
      stop: () => stop(server, exited),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** How long the connections of a killed server may hold its shared memory until they notice its end. */
const SHARED_MEMORY_TIMEOUT_MS = 10_000;

async function launchUntilReady(
  { dataDir, port: requestedPort, settings = {} }: EmbeddedPostgresOptions,
  { postgres }: PostgresBinaries,
  account: PostgresAccount,
): Promise<{ server: ChildProcess; port: number }> {
  const { cluster, log } = clusterFiles(dataDir);
  const giveUpAt = Date.now() + SHARED_MEMORY_TIMEOUT_MS;
  for (;;) {
    const port = requestedPort ?? (await freePort());
    const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings };
    const [program = postgres, ...args] = [
      ...account.prefix,
      postgres,
      '-D',
      cluster,
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const { output, logged } = openLog(log);
    // In a process group of its own, so that Ctrl-C reaches only the launcher, which stops Postgres last.
    const server = spawn(program, args, { detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    if (await isReady(server, cluster)) return { server, port };
    const errors = readFileSync(log, 'utf8').slice(logged).trim();
    const mayPass =
      errors.includes('pre-existing shared memory block') ||
      (requestedPort === undefined && errors.includes('Address already in use'));
    if (!mayPass || Date.now() > giveUpAt) {
      throw new StartupFailure(`Postgres does not start in ${dataDir}: ${errors || 'it printed nothing'}`);
    }
    await pause(100);
  }
}

/**
 * Resolves to false if the server ended instead. There is no timeout, because after a crash Postgres first repairs its
 * data.
 */
async function isReady(server: ChildProcess, cluster: string): Promise<boolean> {
  let failed = false;
  server.once('error', () => {
    failed = true;
  });
  while (!failed && server.exitCode === null && server.signalCode === null) {
    const file = readPostmasterFile(cluster);
    if (file?.pid === server.pid && file?.ready) return true;
    await pause(10);
  }
  return false;
}

const MAX_LOG_BYTES = 10_000_000;

/** Opens the log for appending, or empties it if it has grown large. `logged` is its present length. */
function openLog(file: string): { output: number; logged: number } {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const keep = size < MAX_LOG_BYTES;
  return { output: openSync(file, keep ? 'a' : 'w', 0o600), logged: keep ? size : 0 };
}

/**
 * A fast shutdown takes long if there is much to write. After this time an immediate one follows, which is crash-safe.
 */
const FAST_SHUTDOWN_MS = 30_000;

async function stop(server: ChildProcess, exited: Promise<void>): Promise<void> {
  server.kill('SIGINT');
  server.kill('SIGCONT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await exited;
  clearTimeout(timer);
}
