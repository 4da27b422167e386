import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { handOver, type PostgresAccount } from '#scripts/postgres/account';
import type { PostgresBinaries } from '#scripts/postgres/binaries';
import { commandLineOf, endProcess, identityOf } from '#scripts/processes/running-process';
import { StartupFailure } from '#scripts/processes/startup-failure';

const SUPERUSER = 'saldo';

/**
 * Postgres's own Unicode rules, ordered by code point: they are fast, and no update of a system library can break an
 * index.
 */
const OWN_LOCALE = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
const FIRST_WITH_OWN_LOCALE = 17;

/** The files of one embedded Postgres: its cluster, the password of the superuser, its log and its lock. */
export function clusterFiles(dataDir: string) {
  return {
    cluster: path.join(dataDir, 'cluster'),
    unfinished: path.join(dataDir, 'cluster.unfinished'),
    password: path.join(dataDir, 'password'),
    log: path.join(dataDir, 'postgres.log'),
    lock: path.join(dataDir, 'lock'),
  };
}

/** The address of the maintenance database, as the superuser. */
export function superuserUrl(dataDir: string, port: number): string {
  return `postgres://${SUPERUSER}:${readFileSync(clusterFiles(dataDir).password, 'utf8')}@127.0.0.1:${port}/postgres`;
}

/** Creates the cluster at the first start, completely or not at all. If `durable`, it is flushed to disk. */
export async function createCluster(
  dataDir: string,
  { initdb, major }: PostgresBinaries,
  account: PostgresAccount,
  durable: boolean,
): Promise<void> {
  const { cluster, unfinished, password } = clusterFiles(dataDir);
  handOver(dataDir, account);
  if (existsSync(cluster)) {
    const version = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (version !== String(major)) {
      throw new StartupFailure(
        `The data in ${cluster} is of Postgres ${version}, this is ${major}: dump and restore it, or move it away to start with an empty one.`,
      );
    }
    return;
  }
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const [program = initdb, ...args] = [
    ...account.prefix,
    initdb,
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...(major >= FIRST_WITH_OWN_LOCALE ? OWN_LOCALE : ['--locale=C.UTF-8']),
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(program, args);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new StartupFailure(`Cannot create the database in ${dataDir}: ${stderr?.trim() || (error as Error).message}`);
  }
  renameSync(unfinished, cluster);
}

/** Creates the data folder, accessible only to its owner. */
export function createDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartupFailure(
      `Cannot create the data folder ${dataDir} (${(error as Error).message}): make it writable.`,
    );
  }
}

/** Reads `postmaster.pid` of a running or dead server: its process, and whether it accepts connections. */
export function readPostmasterFile(cluster: string): { pid: number; ready: boolean } | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Ends the server that a killed process left behind on this cluster. The caller must hold the lock of the folder.
 * Removes the file if its process id belongs to another program by now.
 */
export async function endOrphanedServer(cluster: string): Promise<void> {
  const left = readPostmasterFile(cluster);
  const identity = left && identityOf(left.pid);
  // Postgres handles the file of a dead process itself, and waits for its last connections.
  if (!left || !identity) return;
  const commandLine = commandLineOf(left.pid);
  if (commandLine.includes('postgres') && commandLine.includes(cluster)) {
    await endProcess(left.pid, identity, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 20_000);
  } else {
    rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
  }
}
