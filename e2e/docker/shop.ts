import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '#scripts/launcher/project-root';
import { freePort } from '#scripts/processes/ports';
import { attempt, outputOf, run } from './command.ts';
import type { Engine } from './engine.ts';

/** The line of a document that makes the secrets of a new folder. */
export function secretsLine(file: 'docs/docker.md' | 'README.md'): string {
  const line = /^.*mkdir -m 700 secrets .*$/m.exec(readFileSync(path.join(projectRoot, file), 'utf8'))?.[0];
  if (!line) throw new Error(`${file} has no line that makes the folder secrets`);
  return line;
}

/** A shop that runs by compose.yaml, from a folder that was empty. */
export interface Shop {
  url: string;
  compose(...args: string[]): Promise<string>;
  /** Runs a one-off container with `input`; resolves to what it printed. */
  tool(service: string, command?: string[], input?: Buffer): Promise<string>;
  /** What `docker compose run backup` writes. */
  backup(): Promise<Buffer>;
  /** The same shop after the change of a version: run by `image`, with no file but compose.yaml. */
  successor(image: string): Shop;
  /** The ids of the containers of a service. */
  containers(service: string): Promise<string[]>;
  docker(...args: string[]): Promise<string>;
  /** Removes containers, volumes and folder. */
  remove(): Promise<void>;
}

/** Prepares a folder for a shop that runs `image`; `files` are further compose files, the later ones override. */
export async function prepareShop(engine: Engine, image: string, files: string[] = []): Promise<Shop> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-shop-'));
  chmodSync(folder, 0o755);
  cpSync(path.join(projectRoot, 'compose.yaml'), path.join(folder, 'compose.yaml'));
  await run('sh', ['-c', `umask 077 && ${secretsLine('docs/docker.md')}`], { cwd: folder });
  const port = await freePort();
  return shopIn(engine, folder, port, image, files);
}

function shopIn(engine: Engine, folder: string, port: number, image: string, files: string[]): Shop {
  const { docker, compose } = engine;
  const env = {
    COMPOSE_PROJECT_NAME: path.basename(folder).toLowerCase(),
    SALDO_IMAGE: image,
    LISTEN: `127.0.0.1:${port}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    WORKERS: '2',
    TOP_UP: 'sandbox',
  };
  const chosen = ['compose.yaml', ...files].flatMap((file) => ['-f', file]);
  const [program, ...first] = compose;
  const inShop = (args: string[], input?: Buffer) =>
    run(program, [...first, ...chosen, ...args], { cwd: folder, env, ...(input && { input }) });
  return {
    url: `http://127.0.0.1:${port}`,
    compose: (...args) => inShop(args),
    tool: (service, command = [], input) => inShop(['run', '--rm', '-T', service, ...command], input),
    backup: async () =>
      Buffer.from(
        await outputOf(program, [...first, ...chosen, 'run', '--rm', '-T', 'backup'], { cwd: folder, env }),
        'latin1',
      ),
    successor: (next) => shopIn(engine, folder, port, next, []),
    containers: async (service) => (await inShop(['ps', '-q', service])).split('\n').filter(Boolean),
    docker: (...args) => run(docker, args),
    async remove() {
      const { stderr, code } = await attempt(program, [...first, ...chosen, 'down', '--volumes', '--timeout', '1'], {
        cwd: folder,
        env,
      });
      if (code !== 0) console.error(stderr);
      rmSync(folder, { recursive: true });
    },
  };
}
