import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { attempt, run } from './command.ts';

/** A Docker engine that this process may use. */
export interface Engine {
  /** Where it comes from, for people. */
  name: string;
  /** A client that can build with BuildKit. */
  docker: string;
  /** Program and first arguments of Compose. */
  compose: [string, ...string[]];
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** Finds a running engine, or starts one of its own, installing it where apt and root allow. Throws a `StartupFailure` that says what is missing. */
export async function findEngine(): Promise<Engine> {
  if (await answers()) return { name: 'the engine of this machine', ...(await tools()), stop: async () => {} };
  if (process.getuid?.() !== 0) {
    throw new StartupFailure('no Docker engine answers: start one, or run this as root so that it can start its own');
  }
  if (!(await has('dockerd')) || (await composeCommand()) === undefined) await install();
  const stop = await startEngine();
  return { name: 'an engine of its own', ...(await tools()), stop };
}

const answers = async () => (await attempt('docker', ['info'])).code === 0;
const has = async (program: string) => (await attempt('sh', ['-c', `command -v ${program}`])).code === 0;

async function tools(): Promise<Pick<Engine, 'docker' | 'compose'>> {
  const compose = await composeCommand();
  if (!compose) throw new StartupFailure('Docker Compose is missing: install its plugin, or docker-compose');
  for (const docker of ['docker', '/usr/bin/docker']) if (await buildsWithBuildKit(docker)) return { docker, compose };
  throw new StartupFailure('this docker cannot build with BuildKit: install its buildx plugin');
}

async function composeCommand(): Promise<Engine['compose'] | undefined> {
  if ((await attempt('docker', ['compose', 'version'])).code === 0) return ['docker', 'compose'];
  return (await has('docker-compose')) ? ['docker-compose'] : undefined;
}

/** Clients brought BuildKit along until version 23; later ones need a plugin. */
async function buildsWithBuildKit(docker: string): Promise<boolean> {
  const { code, stdout } = await attempt(docker, ['version', '--format', '{{.Client.Version}}']);
  if (code !== 0) return false;
  return Number.parseInt(stdout, 10) < 23 || (await attempt(docker, ['buildx', 'version'])).code === 0;
}

async function install(): Promise<void> {
  if (!(await has('apt-get')))
    throw new StartupFailure('no Docker engine is installed, and there is no apt to install it');
  console.log('Installing Docker with apt …');
  await run('apt-get', ['update']);
  const packages = ['docker.io', 'docker-compose', 'mmdebstrap'];
  await run('apt-get', ['install', '--yes', '--no-install-recommends', ...packages]);
}

/** Starts an engine with all its data in a temporary folder, which goes with it. */
async function startEngine(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(process.env.DOCKER_TEST_FOLDER ?? tmpdir(), 'saldo-docker-'));
  const socket = `unix://${folder}/docker.sock`;
  const output = openSync(`${folder}/dockerd.log`, 'a');
  const limits = ['nofile=16384:16384', 'nproc=16384:16384'].flatMap((limit) => ['--default-ulimit', limit]);
  const folders = ['--data-root', `${folder}/data`, '--exec-root', `${folder}/exec`, '-p', `${folder}/docker.pid`];
  const engine = spawn('dockerd', [...folders, '-H', socket, '--oom-score-adjust=0', ...limits], {
    stdio: ['ignore', output, output],
  });
  process.env.DOCKER_HOST = socket;
  const stop = async () => {
    await end(engine);
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers())) {
    if (engine.exitCode !== null || Date.now() > deadline) {
      await end(engine);
      throw new StartupFailure(`dockerd does not start, see ${folder}/dockerd.log`);
    }
    await pause(200);
  }
  return stop;
}

async function end(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null) return;
  const ended = once(engine, 'exit');
  engine.kill();
  await ended;
}
