import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { launchNode, type NodeProcess } from '#scripts/processes/node-process';
import { reachableUrl } from '#scripts/processes/ports';
import { type Supervised, supervise } from '#scripts/processes/supervise';

export interface StackOptions {
  /** A migrated and seeded database. */
  databaseUrl: string;
  /** A free port for the web server. */
  port: number;
  /** Further settings of web and worker; AUTH_SECRET must be here or in the environment. */
  env: Record<string, string | undefined>;
  log: (line: string) => void;
  /** The executable of the build; that of this repository by default. */
  saldo?: string;
  /** `production` needs the build; `development` compiles on demand and reloads what changes. */
  mode?: 'production' | 'development';
  /** Aborts the start and stops what runs. */
  signal?: AbortSignal;
  /** Called for every process that is started, so that the next start can find them after a crash of this one. */
  onSpawn?: (name: string, pid: number) => void;
}

export interface Stack {
  /** The origin of the web server, on the loopback interface. */
  url: string;
  web: Supervised;
  worker: Supervised;
  /** Ends web and worker in order; resolves when they are gone. */
  stop(): Promise<void>;
}

/** Of Node's default, much of what is short-lived grows old: after a load web keeps 540 MB, with this option, which the image sets too, 310 MB. */
const SMALL_YOUNG_HEAP = ['--max-semi-space-size=16'];

const BUILT = path.join(projectRoot, '.next/standalone/saldo.mjs');

/** Starts web and worker, restarts whichever ends, and resolves when both are ready. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { databaseUrl, port, log, mode = 'production', saldo = BUILT, signal, onSpawn } = options;
  const host = options.env.HOST || process.env.HOST || '127.0.0.1';
  const url = reachableUrl(host, port);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...options.env,
    DATABASE_URL: databaseUrl,
    DATABASE_URL_FILE: '',
    PORT: String(port),
    HOST: host,
    INTERNAL_URL: options.env.INTERNAL_URL || process.env.INTERNAL_URL || url,
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: '1',
    // The worker is started below; `in-process` is for hosts that run only the web server.
    WORKER: 'separate',
  };
  const launch = (name: string, args: string[], readyWhen: NodeProcess['readyWhen']) =>
    supervise(
      name,
      () => launchNode({ name, args, cwd, env, readyWhen, log, onSpawn: (pid) => onSpawn?.(name, pid) }),
      log,
    );
  const cwd = mode === 'production' ? path.dirname(saldo) : projectRoot;
  const [webArgs, workerArgs] =
    mode === 'production'
      ? [
          [...SMALL_YOUNG_HEAP, saldo, 'web'],
          [...SMALL_YOUNG_HEAP, saldo, 'worker'],
        ]
      : [
          ['node_modules/next/dist/bin/next', 'dev', '--port', String(port), '--hostname', host],
          ['--watch', 'scripts/deploy/saldo.ts', 'worker'],
        ];
  signal?.throwIfAborted();
  const web = launch('web', webArgs, { answers: `${url}/api/health` });
  const worker = launch('worker', workerArgs, { prints: 'worker ready' });
  const stop = async () => {
    // The requests in flight wait for the worker.
    await web.stop();
    await worker.stop();
  };
  const stopEarly = () => void stop();
  signal?.addEventListener('abort', stopEarly);
  try {
    await Promise.all([web.ready, worker.ready]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stopEarly);
  }
  return { url, web, worker, stop };
}
