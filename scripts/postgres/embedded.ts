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
  /** Folder of its own; made when missing. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** Server settings (`-c name=value`), for example `fsync: 'off'` for data that may be lost. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Of the maintenance database `postgres`, as superuser. */
  url: string;
  port: number;
  pid: number;
  /** Resolves when the server has ended, by `stop()` or by itself. */
  exited: Promise<void>;
  /** Ends open connections and the server in order; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres that npm installed, on the loopback interface only. Ends a server that a killed process left on the
 * same folder, and refuses a folder that a living process uses. Where the platform can, the server stops when the thread
 * that started it ends, even by kill -9.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, settings = {} } = options;
  const files = clusterFiles(dataDir);
  const binaries = locatePostgres();
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

/** How long connections of a killed server may keep its memory: they notice its end within moments. */
const PREDECESSOR_MS = 10_000;

async function launchUntilReady(
  { dataDir, port: wishedPort, settings = {} }: EmbeddedPostgresOptions,
  { postgres }: PostgresBinaries,
  account: PostgresAccount,
): Promise<{ server: ChildProcess; port: number }> {
  const { cluster, log } = clusterFiles(dataDir);
  const giveUpAt = Date.now() + PREDECESSOR_MS;
  for (;;) {
    const port = wishedPort ?? (await freePort());
    const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings };
    const [program = postgres, ...args] = [
      ...account.prefix,
      postgres,
      '-D',
      cluster,
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ];
    const { output, logged } = openLog(log);
    // A process group of its own: Ctrl-C in a terminal reaches the launcher alone, which stops Postgres last.
    const server = spawn(program, args, { detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    if (await isReady(server, cluster)) return { server, port };
    const complaint = readFileSync(log, 'utf8').slice(logged).trim();
    const mayPass =
      complaint.includes('pre-existing shared memory block') ||
      (wishedPort === undefined && complaint.includes('Address already in use'));
    if (!mayPass || Date.now() > giveUpAt) {
      throw new StartupFailure(`Postgres does not start in ${dataDir}: ${complaint || 'it says nothing'}`);
    }
    await pause(100);
  }
}

/** False when the server ended instead. It takes as long as it takes: after a crash, Postgres first repairs its data. */
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

/** The log begins anew when it has grown large; `logged` is the length of what stood there before. */
function openLog(file: string): { output: number; logged: number } {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const keep = size < MAX_LOG_BYTES;
  return { output: openSync(file, keep ? 'a' : 'w', 0o600), logged: keep ? size : 0 };
}

/** A fast shutdown may take long with much to write; after this a crash-safe immediate one. */
const FAST_SHUTDOWN_MS = 30_000;

async function stop(server: ChildProcess, exited: Promise<void>): Promise<void> {
  server.kill('SIGINT');
  server.kill('SIGCONT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await exited;
  clearTimeout(timer);
}
