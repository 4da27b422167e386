import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { styles } from '#lib/messages/define';
import { projectRoot } from '#scripts/launcher/project-root';
import { endingWithParent } from '#scripts/processes/parent-death';
import { startTestCluster, type TestCluster } from '#scripts/testing/cluster';
import { type Deployment, deploy, type StartProcesses } from './deployment.ts';
import { expectQuickAnswers, serveCrowd, walkGradedPath } from './scenario.ts';
import { buildFunction } from './vercel-build.ts';

const INSTANCES = 4;
/** An instance ends after this many requests, and another takes its place. */
const REQUESTS_EACH = 40;
/** The function that serves the API. */
const API = '/api/[...path]';

interface Instance {
  origin: string;
  requests: number;
  /** Lets it finish what it has in hand. */
  retire(): Promise<void>;
}

async function startInstance(folder: string, settings: Record<string, string>): Promise<Instance> {
  const program = 'e2e/on-request/function-process.ts';
  const [command = process.execPath, ...args] = [
    ...endingWithParent('SIGKILL'),
    process.execPath,
    program,
    folder,
    API,
  ];
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', VERCEL: '1', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const printed = once(createInterface(child.stdout), 'line').then(([line]) => line as string);
  const origin = await Promise.race([printed, ended.then(([code]) => Promise.reject(new Error(`ended with ${code}`)))]);
  return {
    origin,
    requests: 0,
    async retire() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

let instancesStarted = 0;

/** Functions of the build, each in a few short-lived instances. */
const startFunctions: StartProcesses = async (settings) => {
  const folder = await buildFunction(API, settings);
  const start = () => {
    instancesStarted++;
    return startInstance(folder, settings);
  };
  const instances = await Promise.all(Array.from({ length: INSTANCES }, start));
  const retiring: Promise<void>[] = [];
  let turn = 0;
  return {
    async nextOrigin() {
      const index = turn++ % INSTANCES;
      const instance = instances[index] as Instance;
      instance.requests++;
      if (instance.requests === REQUESTS_EACH)
        void start().then((next) => {
          instances[index] = next;
          retiring.push(instance.retire());
        });
      return instance.origin;
    },
    async stop() {
      await Promise.all([...retiring, ...instances.map(({ retire }) => retire())]);
    },
  };
};

let cluster: TestCluster;
let deployment: Deployment;
beforeAll(async () => {
  cluster = await startTestCluster();
  deployment = await deploy(cluster.url, 'vercel', startFunctions);
}, 900_000);
afterAll(async () => {
  await deployment?.stop();
  await cluster?.stop();
});

describe.for(styles)('on Vercel, in %s', (style) => {
  test('a customer registers, pays in, orders, and is told the outcome', () => walkGradedPath(deployment, style));
  test('half of the orders are answered within a second', async () => {
    console.log(
      `${style}: half of the orders answered within ${Math.round(await expectQuickAnswers(deployment, style))} ms`,
    );
  });
});

test('four short-lived processes serve twenty customers at once', { timeout: 180_000 }, async () => {
  console.log(
    `200 orders of 20 customers at once: half answered within ${Math.round(await serveCrowd(deployment))} ms`,
  );
  expect(instancesStarted).toBeGreaterThan(INSTANCES);
});
