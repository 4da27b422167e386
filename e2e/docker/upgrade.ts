import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '#scripts/launcher/project-root';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { audit, checkGradedPath } from './checks.ts';
import { attempt, run } from './command.ts';
import type { Engine } from './engine.ts';
import { build } from './images.ts';
import { startLoad } from './load.ts';
import { prepareShop } from './shop.ts';

/** What 0.1.0 was before it had an image; its tag takes over as soon as there is one. */
const BEFORE_IMAGES = '655a6e57cb93';
const PREVIOUS = 'saldo-previous';
const ORDERS = 40;

/** The version to upgrade from: `wanted`, else the latest tag, else the last commit before there were images. Throws a `StartupFailure` if it is not there. */
export async function previousVersion(wanted: string | undefined): Promise<string> {
  const tag = await attempt('git', ['describe', '--tags', '--abbrev=0', 'HEAD^'], { cwd: projectRoot });
  const ref = wanted ?? (tag.code === 0 ? tag.stdout.trim() : BEFORE_IMAGES);
  if ((await attempt('git', ['cat-file', '-e', `${ref}^{commit}`], { cwd: projectRoot })).code === 0) return ref;
  throw new StartupFailure(
    `the version before, ${ref}, is not in this clone: fetch it, or name another with --from <ref>`,
  );
}

/**
 * Upgrades a shop of the version before while people order: the new migrations first, under the old web and worker, then their
 * successors. No order is lost, and the books are right.
 */
export async function checkUpgrade(engine: Engine, image: string, ref: string): Promise<string> {
  const hasImage = await buildPrevious(engine.docker, ref);
  const override = path.join(import.meta.dirname, 'previous.compose.yaml');
  const old = await prepareShop(engine, PREVIOUS, hasImage ? [] : [override]);
  try {
    await old.compose('up', '--detach', '--no-build');
    await untilServed(old.url);
    await checkGradedPath(old);
    const load = await startLoad(old.url);
    await load.more(ORDERS);
    const successor = old.successor(image);
    await successor.tool('migrate');
    const before = load.acknowledged;
    await load.more(ORDERS);
    await checkGradedPath(old);
    await successor.compose('up', '--detach', '--no-build', '--no-deps', 'web', 'worker');
    await load.more(ORDERS);
    await load.finish();
    await checkGradedPath(successor);
    return `from ${ref}; ${before} orders before the migration, ${load.acknowledged} in all, none lost; ${await audit(successor)}`;
  } finally {
    await old.remove();
  }
}

/** Builds the version before from its own Dockerfile, if it has one; resolves to whether it has. */
async function buildPrevious(docker: string, ref: string): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-previous-'));
  try {
    await run('sh', ['-c', `git archive ${ref} | tar -x -C ${folder}`], { cwd: projectRoot });
    const own = path.join(folder, 'Dockerfile');
    const hasImage = existsSync(own);
    await build(docker, PREVIOUS, hasImage ? own : path.join(import.meta.dirname, 'previous.Dockerfile'), folder);
    return hasImage;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function untilServed(url: string): Promise<void> {
  while (!(await fetch(`${url}/api/health`).catch(() => undefined))?.ok) await pause(100);
}
