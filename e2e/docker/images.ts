import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { attempt, run } from './command.ts';
import type { Engine } from './engine.ts';

const NODE = 'node:24-trixie-slim';
const POSTGRES = 'postgres:18';
const DEBIAN = 'debian:trixie-slim';
const standIns = path.join(import.meta.dirname, 'stand-ins');

const BUILD = { DOCKER_BUILDKIT: '1' };

/**
 * Provides the base images: from the engine, from the registry, or else built here. Returns a line for people that says which of them
 * stood in.
 */
export async function provideBaseImages({ docker }: Engine): Promise<string> {
  const missing: string[] = [];
  for (const image of [NODE, POSTGRES]) if (!(await isThere(docker, image))) missing.push(image);
  if (missing.length > 0) await standInForDebian(docker);
  if (missing.includes(NODE)) await standInForNode(docker);
  if (missing.includes(POSTGRES)) await standInForPostgres(docker);
  const names: string[] = [];
  for (const image of [NODE, POSTGRES]) if (await isStandIn(docker, image)) names.push(image);
  return names.length === 0 ? 'official' : `stand-ins for ${names.join(' and ')}, because no registry was reachable`;
}

async function isThere(docker: string, image: string): Promise<boolean> {
  if ((await attempt(docker, ['image', 'inspect', image])).code === 0) return true;
  return (await attempt(docker, ['pull', '--quiet', image])).code === 0;
}

const LABEL = 'saldo.stand-in';

async function isStandIn(docker: string, image: string): Promise<boolean> {
  return (await run(docker, ['image', 'inspect', '--format', `{{index .Config.Labels "${LABEL}"}}`, image])) === 'yes';
}

async function standInForDebian(docker: string): Promise<void> {
  if ((await attempt(docker, ['image', 'inspect', DEBIAN])).code === 0) return;
  console.log('Building a Debian for the base images …');
  await inFolder(async (folder) => {
    const archive = path.join(folder, 'debian.tar');
    // As in the slim image, without manuals and translations.
    const slim = ['man', 'doc', 'locale'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`);
    await run('mmdebstrap', ['--variant=minbase', '--include=ca-certificates', ...slim, 'trixie', archive]);
    await run(docker, ['import', archive, DEBIAN]);
  });
}

function standInForNode(docker: string): Promise<void> {
  return inFolder(async (folder) => {
    const npm = process.env.npm_execpath ?? realpathSync((await run('sh', ['-c', 'command -v npm'])).trim());
    cpSync(process.execPath, path.join(folder, 'node'));
    cpSync(path.join(npm, '../..'), path.join(folder, 'npm'), { recursive: true, dereference: true });
    const certificates = process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt';
    cpSync(certificates, path.join(folder, 'certificates.pem'), { dereference: true });
    await build(docker, NODE, path.join(standIns, 'node.Dockerfile'), folder);
  });
}

const standInForPostgres = (docker: string) =>
  build(docker, POSTGRES, path.join(standIns, 'postgres.Dockerfile'), standIns);

/** Builds an image. The registry settings of this account are a secret of the build and stay out of the image. */
export async function build(
  docker: string,
  tag: string,
  file: string,
  context: string,
  args: string[] = [],
): Promise<void> {
  const npmrc = path.join(homedir(), '.npmrc');
  const secret = (await attempt('test', ['-f', npmrc])).code === 0 ? ['--secret', `id=npmrc,src=${npmrc}`] : [];
  await run(docker, ['build', '--network', 'host', ...secret, ...args, '-t', tag, '-f', file, context], { env: BUILD });
}

/** Builds the image of this repository, as the Dockerfile says. */
export async function buildSaldo(docker: string, tag: string, revision: string): Promise<void> {
  const args = ['--build-arg', 'VERSION=0.1.0', '--build-arg', `REVISION=${revision}`];
  await build(docker, tag, path.join(projectRoot, 'Dockerfile'), projectRoot, args);
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-image-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
