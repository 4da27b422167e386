import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bundleExecutable } from '#scripts/launcher/executable';
import { projectRoot } from '#scripts/launcher/project-root';
import { type Lock, tryLock } from '#scripts/processes/lock';
import { withProgress } from '#scripts/processes/progress';
import { StartupFailure } from '#scripts/processes/startup-failure';

/** All files that the build of the web app reads. */
const appSources = [
  '{app,components,lib,jobs,drizzle,public}/**/*',
  '{instrumentation,instrumentation-client,proxy,next.config}.ts',
  'postcss.config.mjs',
  '{package,package-lock,tsconfig}.json',
];

/** All files that the executable is bundled from. */
const executableSources = ['{lib,jobs,drizzle,scripts}/**/*', '{package,package-lock}.json'];

const output = path.join(projectRoot, '.next');
const standalone = path.join(output, 'standalone');
const appStamp = path.join(output, 'sources.sha256');

/** A part of the build; `stamp` holds the fingerprint of the sources that it was built from. */
interface Part {
  fingerprint: string;
  stamp: string;
}

export interface BuildOptions {
  log?: (line: string) => void;
  /** Aborts the build. */
  signal?: AbortSignal;
}

/**
 * Builds the web app with its static files, and the executable `saldo.mjs`, into `.next/standalone`, unless it was built from these sources before.
 * Needs no settings and no database. If several processes call this, one builds and the others wait. Throws a
 * `StartupFailure` with what the build printed.
 */
export async function buildWhenChanged({ log = console.log, signal }: BuildOptions = {}): Promise<void> {
  const app = { fingerprint: fingerprintOf(appSources), stamp: appStamp };
  // It lies in the output of Next, which empties that folder.
  const executable = {
    fingerprint: `${app.fingerprint} ${fingerprintOf(executableSources)}`,
    stamp: path.join(output, 'executable.sha256'),
  };
  if (isBuilt(app) && isBuilt(executable)) return;
  const lock = await withProgress('Waiting for another build of this folder', log, () => takeTurn(signal));
  try {
    mkdirSync(output, { recursive: true });
    accessSync(output, constants.W_OK);
    await make(app, async () => {
      await withProgress('Building the app (once per change, about half a minute)', log, () => nextBuild(signal));
      completeStandalone();
    });
    await make(executable, () => bundleExecutable(standalone));
  } catch (error) {
    const { code, path: where } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
    throw new StartupFailure(`Cannot write ${where}: make ${projectRoot} writable for this account.`);
  } finally {
    lock.release();
  }
}

/** Builds for a platform that serves the static files itself. What was built here for `npm start` is gone then, and built again. */
export async function buildForVercel(): Promise<void> {
  rmSync(appStamp, { force: true });
  await nextBuild(undefined);
}

async function make(part: Part, build: () => Promise<void>): Promise<void> {
  if (isBuilt(part)) return;
  rmSync(part.stamp, { force: true });
  await build();
  writeFileSync(part.stamp, part.fingerprint);
}

function isBuilt({ stamp, fingerprint }: Part): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
}

function fingerprintOf(sources: string[]): string {
  const hash = createHash('sha256');
  for (const entry of globSync(sources, { cwd: projectRoot, withFileTypes: true })
    .filter((found) => found.isFile() && !found.name.includes('.test.'))
    .map((found) => path.relative(projectRoot, path.join(found.parentPath, found.name)))
    .sort()) {
    const content = readFileSync(path.join(projectRoot, entry));
    hash.update(`${entry}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function takeTurn(signal: AbortSignal | undefined): Promise<Lock> {
  const folder = path.join(projectRoot, '.saldo');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    const lock = tryLock(path.join(folder, 'build.lock'));
    if (lock) return lock;
    await pause(200, undefined, { signal });
  }
}

async function nextBuild(signal: AbortSignal | undefined): Promise<void> {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      printed += data;
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new StartupFailure(`The build failed:\n${printed.trim()}`);
}

/** Adds what Next leaves to a content delivery network. */
function completeStandalone(): void {
  cpSync(path.join(output, 'static'), path.join(standalone, '.next', 'static'), { recursive: true });
  const publicFiles = path.join(projectRoot, 'public');
  if (existsSync(publicFiles)) cpSync(publicFiles, path.join(standalone, 'public'), { recursive: true });
  // Settings are read from the environment at each start; a copy in the build would outlive their next change.
  for (const name of globSync('.env*', { cwd: standalone })) rmSync(path.join(standalone, name));
}
