import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import type pg from 'pg';
import { afterEach, expect, vi } from 'vitest';
import { test } from '#scripts/testing/integration';
import { connect, openPoolAt } from './connect.ts';
import { isOutage } from './outage.ts';
import { query } from './pool.ts';
import { transact } from './transact.ts';

vi.mock('#lib/log'); // what fails here is meant to

/** The address of the database behind a server that is not there. */
const behindDead = (url: string) => url.replace('@', '@127.0.0.1:1,');
/** A database of which every new connection is read-only, as one of a standby is. */
const makeReadOnly = (value: 'on' | 'off') =>
  query(`SET transaction_read_only = off; DO $$ BEGIN EXECUTE
    format('ALTER DATABASE %I SET default_transaction_read_only = ${value}', current_database()); END $$`);

afterEach(() => makeReadOnly('off'));

test('a connection leads to the server that is there', async ({ database }) => {
  const client = await connect(behindDead(database.url));
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await client.end();
});

test('a full pool finds the server that is there, for everybody who waits', async ({ database }) => {
  const pool = openPoolAt(behindDead(database.url), { max: 4 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => pool.query('SELECT 1 AS one')));
  expect(answers.map(({ rows }) => rows)).toEqual(answers.map(() => [{ one: 1 }]));
  await pool.end();
});

test('a standby is passed over, which is an outage while there is no primary', async ({ database }) => {
  await makeReadOnly('on');
  await expect(connect(`${database.url}?target_session_attrs=any`).then((client) => client.end())).resolves.toBe(
    undefined,
  );
  for (const url of [`${database.url}?target_session_attrs=read-write`, behindDead(database.url)]) {
    const pool = openPoolAt(url, {});
    for (const attempt of [() => connect(url), () => pool.query('SELECT 1')])
      expect(isOutage(await attempt().catch((error: unknown) => error))).toBe(true);
    await pool.end();
  }
});

test('a connection that turns out to lead to a standby is not used again', async () => {
  const backend = 'SELECT pg_backend_pid() AS pid';
  let first = 0;
  const refused = transact(async (tx) => {
    first = (await tx.query<{ pid: number }>(backend))[0]?.pid ?? 0;
    await tx.query('SET TRANSACTION READ ONLY');
    await tx.query('CREATE TABLE written ()');
  });
  expect(isOutage(await refused.catch((error: unknown) => error))).toBe(true);
  expect(first).toBeGreaterThan(0);
  expect(await transact((tx) => tx.query(backend))).not.toEqual([{ pid: first }]);
});

test('a server that vanishes without a word is an outage, and its connection is not used again', async ({
  database,
}) => {
  const { hostname, port } = new URL(database.url);
  let isSilent = false;
  const middle = createServer((client) => {
    const server = createConnection({ host: hostname, port: Number(port) });
    client.on('data', (bytes) => isSilent || server.write(bytes));
    server.on('data', (bytes) => isSilent || client.write(bytes));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => {});
      one.on('close', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(middle, 'listening');
  const url = Object.assign(new URL(database.url), { port: (middle.address() as AddressInfo).port }).href;
  const pool = openPoolAt(url, { max: 1, pipeline: true, query_timeout: 500 } as pg.PoolConfig);
  await pool.query('SELECT 1');
  isSilent = true;
  expect(isOutage(await pool.query('SELECT 1').catch((error: unknown) => error))).toBe(true);
  isSilent = false;
  expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  await pool.end();
  middle.close();
});
