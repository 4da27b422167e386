import { afterEach, expect, test } from 'vitest';
import { launchNode } from '#scripts/processes/node-process';
import { type Supervised, supervise } from '#scripts/processes/supervise';

let running: Supervised | undefined;
afterEach(() => running?.stop());

const READY_THEN_WAIT = 'console.log("open"); setInterval(() => {}, 1000)';

/** Supervises a program. `logged` resolves once a line of its log matches. */
function supervised(program: string) {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const log = (line: string) => {
    lines.push(line);
    for (const check of waiting) check();
  };
  const server = supervise(
    'shop',
    () =>
      launchNode({
        name: 'shop',
        args: ['-e', program],
        cwd: import.meta.dirname,
        env: { NODE_ENV: 'test' },
        readyWhen: { prints: 'open' },
        log,
        onSpawn: () => undefined,
      }),
    log,
  );
  const logged = (wanted: RegExp) =>
    new Promise<void>((resolve) => {
      const check = () => lines.some((line) => wanted.test(line)) && resolve();
      waiting.add(check);
      check();
    });
  running = server;
  return { server, logged };
}

test('starts a killed process again', async () => {
  const { server, logged } = supervised(READY_THEN_WAIT);
  await server.ready;
  const before = server.pid;
  server.kill('SIGKILL');
  await logged(/^shop runs again$/);
  expect(server.pid).toEqual(expect.any(Number));
  expect(server.pid).not.toBe(before);
});

test('waits longer after each of repeated crashes', async () => {
  const { server, logged } = supervised('console.log("open"); process.exit(7)');
  await server.ready;
  for (const seconds of ['0.1', '0.2', '0.4']) await logged(new RegExp(`code 7.*starts again in ${seconds} s`));
});

test('restarts on request, and resolves when the next run is ready', async () => {
  const { server } = supervised(READY_THEN_WAIT);
  await server.ready;
  const before = server.pid;
  await server.restart('SIGKILL');
  expect(server.pid).not.toBe(before);
});

test('reports the last lines of a process that never becomes ready, and does not retry it', async () => {
  const { server } = supervised('console.error("no such table"); process.exit(1)');
  await expect(server.ready).rejects.toThrow(/shop process does not start \(code 1\):\nno such table/);
});

test('ends a paused process too', async () => {
  const { server } = supervised(READY_THEN_WAIT);
  await server.ready;
  server.kill('SIGSTOP');
  await server.stop();
  expect(server.pid).toBeUndefined();
});
