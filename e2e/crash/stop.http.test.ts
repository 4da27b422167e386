import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '#scripts/launcher/project-root';
import { freePort } from '#scripts/processes/ports';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { eventually, meetingRoom, registered, send } from '../http/client.ts';
import { sessionCookie } from '../http/session.ts';

/** A busy machine included. */
const SOON_MS = 5_000;

// This file runs the product for itself, so that it can pause the worker, and a second web process, which it stops.
let app: ServedApp;
let web: ChildProcess;
let url: string;

beforeAll(async () => {
  app = await serveApp();
});
afterAll(() => app?.stop());
afterEach(() => {
  web?.kill('SIGKILL');
  app.workers[0]?.kill('SIGCONT');
});

test('a stopped web process ends its streams, answers the order that waits, and ends with code 0', async () => {
  await startWeb();
  const zoe = await registered(url, 'command-reply');
  await zoe.deposit(10_000);
  const cookie = await sessionCookie(url, zoe);
  const stream = await fetch(`${url}/api/events`, { headers: { cookie } });
  const streamed = stream.text();
  app.workers[0]?.kill('SIGSTOP');
  const order = zoe.order(meetingRoom);
  const waits = () => send(`${url}/api/health/ready`, 'GET');
  await eventually(waits, ({ body }) => Number(body.oldestWaitingSeconds) > 0);

  const exited = once(web, 'exit');
  web.kill('SIGTERM');
  const stoppedAt = performance.now();
  expect(await streamed).toContain('event: connected');
  expect(performance.now() - stoppedAt).toBeLessThan(SOON_MS);
  await expect(fetch(`${url}/api/health`)).rejects.toThrow();
  expect(web.exitCode).toBeNull();

  app.workers[0]?.kill('SIGCONT');
  expect(await order).toMatchObject({ status: 201, body: { status: 'paid' } });
  const answeredAt = performance.now();
  expect(await exited).toEqual([0, null]);
  expect(performance.now() - answeredAt).toBeLessThan(SOON_MS);
});

test('a web process that is stopped while it starts ends with code 0', async () => {
  web = spawnWeb(await freePort());
  await pause(1_000); // by then Node runs, and Next may not
  web.kill('SIGTERM');
  expect(await once(web, 'exit')).toEqual([0, null]);
});

async function startWeb(): Promise<void> {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  web = spawnWeb(port);
  await eventually(
    () => send(`${url}/api/health`, 'GET').catch(() => ({ status: 0 })),
    ({ status }) => status === 200,
  );
}

function spawnWeb(port: number): ChildProcess {
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: app.databaseUrl,
    AUTH_SECRET: randomBytes(33).toString('base64url'),
    PORT: String(port),
    TOP_UP: 'sandbox',
  };
  const saldo = path.join(projectRoot, '.next/standalone/saldo.mjs');
  return spawn(process.execPath, [saldo, 'web'], { env, stdio: 'inherit' });
}
