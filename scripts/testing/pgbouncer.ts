import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { endingWithParent } from '#scripts/processes/parent-death';
import { freePort } from '#scripts/processes/ports';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { temporaryFolder } from '#scripts/testing/temporary';

/** The oldest PgBouncer that knows the prepared statements of its clients in transaction mode. */
const OLDEST_MINOR = 21;
/** A Debian with a PgBouncer that is new enough; made once. */
const OWN_ROOT = path.join(projectRoot, 'node_modules/.cache/pgbouncer');

interface PgBouncer {
  command: string[];
  /** Its version and where it is. */
  shown: string;
}

/**
 * Finds a PgBouncer that is new enough: on the PATH, in the Debian of `PGBOUNCER_ROOT`, else in one that `mmdebstrap`
 * makes. Throws a `StartupFailure` where there is none.
 */
export function findPgBouncer(): PgBouncer {
  const installed = usable(['pgbouncer'], 'on the PATH');
  if (installed) return installed;
  const root = process.env.PGBOUNCER_ROOT || OWN_ROOT;
  if (!existsSync(root) && root === OWN_ROOT) makeRoot();
  const found = usable(commandIn(root), `in ${root}`);
  if (!found)
    throw new StartupFailure(
      `no PgBouncer 1.${OLDEST_MINOR} or newer: install one, or set PGBOUNCER_ROOT to a Debian 13 that has one (mmdebstrap --variant=minbase --include=pgbouncer trixie <folder>)`,
    );
  return found;
}

/** Runs with the libraries of its own system, whatever system this is. */
function commandIn(root: string): string[] {
  const [loader = ''] = globSync(path.join(root, '{lib64,lib}/ld-linux-*.so.*'));
  const libraries = globSync(path.join(root, 'usr/lib/*-linux-gnu')).join(':');
  return [loader, '--library-path', libraries, path.join(root, 'usr/sbin/pgbouncer')];
}

function usable(command: string[], where: string): PgBouncer | undefined {
  const [program = '', ...args] = command;
  const { stdout } = spawnSync(program, [...args, '--version'], { encoding: 'utf8' });
  const [, version, minor] = /PgBouncer (1\.(\d+)\S*)/.exec(stdout ?? '') ?? [];
  if (version === undefined || Number(minor) < OLDEST_MINOR) return undefined;
  return { command, shown: `PgBouncer ${version} ${where}` };
}

function makeRoot(): void {
  console.log('Making a Debian 13 with PgBouncer …');
  mkdirSync(path.dirname(OWN_ROOT), { recursive: true });
  const unfinished = `${OWN_ROOT}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const { status } = spawnSync('mmdebstrap', ['--variant=minbase', '--include=pgbouncer', 'trixie', unfinished], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) renameSync(unfinished, OWN_ROOT);
}

/** Puts a PgBouncer in transaction mode, with default settings otherwise, before the server at `url`. */
export async function startPgBouncer(url: string): Promise<{ urlOf(database: string): string; stop(): Promise<void> }> {
  const { command } = findPgBouncer();
  const { username, password, port: serverPort } = new URL(url);
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const port = await freePort();
  const config = path.join(folder, 'pgbouncer.ini');
  const isRoot = process.getuid?.() === 0;
  const lines = [
    '[databases]',
    `* = host=127.0.0.1 port=${serverPort} user=${username} password=${password}`,
    '[pgbouncer]',
    'pool_mode = transaction',
    'max_prepared_statements = 500',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    ...(isRoot ? ['user = nobody'] : []), // it refuses to run as root
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o644 });
  const [program = '', ...args] = [...endingWithParent('SIGKILL'), ...command, config];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed = `${printed}${text}`.slice(-10_000);
      if (printed.includes('process up')) resolve();
    });
    void ended.then(() => reject(new StartupFailure(`PgBouncer does not start: ${printed}`)));
  });
  return {
    urlOf: (database) => `postgres://${username}@127.0.0.1:${port}/${database}`,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
