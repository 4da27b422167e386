import { connect } from 'node:net';
import { DrizzleQueryError } from 'drizzle-orm';
import pg from 'pg';
import { expect, test } from 'vitest';
import { isOutage, sqlStateOf } from './outage.ts';

/** An error of the system or of Postgres, with its code. */
const coded = (code: string, message = 'something happened') => Object.assign(new Error(message), { code });
const wrapped = (cause: Error) => new DrizzleQueryError('SELECT 1', [], cause);

const outages: Record<string, unknown> = {
  'a refused connection': coded('ECONNREFUSED'),
  'a connection that was reset': coded('ECONNRESET'),
  'a write to a closed connection': coded('EPIPE'),
  'a host without an address': coded('ENOTFOUND'),
  'a name server that does not answer': coded('EAI_AGAIN'),
  'a host that does not answer': coded('ETIMEDOUT'),
  'a host without a route': coded('EHOSTUNREACH'),
  'a host that is down': coded('EHOSTDOWN'),
  'a network without a route': coded('ENETUNREACH'),
  'a write to a destroyed stream': coded('ERR_STREAM_DESTROYED'),
  'a missing socket file': Object.assign(coded('ENOENT'), { syscall: 'connect' }),
  'a server that lost the connection': coded('08006'),
  'a server that shuts down': coded('57P01'),
  'a server that crashed': coded('57P02'),
  'a server that starts': coded('57P03'),
  'a server without a free connection': coded('53300'),
  'a database that takes no connections': Object.assign(coded('55000'), { severity: 'FATAL' }),
  'a transaction that was idle for too long': coded('25P03'),
  'a server that became a standby': coded('25006'),
  'a lock that a paused process holds': coded('55P03'),
  'a connection that ended': new Error('Connection terminated unexpectedly'),
  'a connection that this process ended': new Error('Connection terminated'),
  'a connection that was not made in time': new Error('Connection terminated due to connection timeout'),
  'a pool that has no connection in time': new Error('timeout exceeded when trying to connect'),
  'a client that was not connected in time': new Error('timeout expired'),
  'a connection that broke in the pool': new Error('Client has encountered a connection error and is not queryable'),
  'a connection that was closed in the pool': new Error('Client was closed and is not queryable'),
  'a server that does not answer a statement': new Error('Query read timeout'),
  'a pool that was closed': new Error('Cannot use a pool after calling end on the pool'),
  'a cause': new Error('pg-boss cannot start', { cause: coded('ECONNREFUSED') }),
  'the cause of a cause': new Error('a', { cause: new Error('b', { cause: coded('57P01') }) }),
  'an error of Drizzle': wrapped(new Error('Client has encountered a connection error and is not queryable')),
  'several addresses that all refuse': new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
  'several addresses in a cause': wrapped(new AggregateError([new Error('no route'), coded('ENETUNREACH')])),
};

test.each(Object.entries(outages))('%s is an outage', (_, error) => {
  expect(isOutage(error)).toBe(true);
});

const circular = new Error('a');
circular.cause = new Error('b', { cause: circular });

const faults: Record<string, unknown> = {
  'a mistake of ours': new TypeError("Cannot read properties of undefined (reading 'id')"),
  'a syntax error': coded('42601'),
  'a violated constraint': wrapped(coded('23505')),
  'a division by zero': coded('22012'),
  'an object that is not ready': Object.assign(coded('55000'), { severity: 'ERROR' }),
  'a missing file': Object.assign(coded('ENOENT'), { syscall: 'open' }),
  'a message that only contains one of the words': new Error('Order: Connection terminated'),
  'errors that cause each other': circular,
  nothing: null,
  'a text': 'ECONNREFUSED',
};

test.each(Object.entries(faults))('%s is not', (_, error) => {
  expect(isOutage(error)).toBe(false);
});

test('recognises what Node and pg really throw where nobody listens', async () => {
  const unused = connect({ port: 1, host: 'localhost' });
  const error = await new Promise((resolve) => unused.on('error', resolve));
  expect(isOutage(error)).toBe(true);

  const pool = new pg.Pool({ connectionString: 'postgres://nobody@localhost:1/nothing' });
  expect(isOutage(await pool.query('SELECT 1').catch((fault: unknown) => fault))).toBe(true);
  await pool.end();
  expect(isOutage(await pool.query('SELECT 1').catch((fault: unknown) => fault))).toBe(true);

  const missing = new pg.Client({ host: '/no/such/folder', user: 'nobody' });
  expect(isOutage(await missing.connect().catch((fault: unknown) => fault))).toBe(true);
});

test('finds the SQLSTATE of an error, however it is wrapped', () => {
  expect(sqlStateOf(coded('23505'))).toBe('23505');
  expect(sqlStateOf(wrapped(coded('23505')))).toBe('23505');
  expect(sqlStateOf(coded('EPIPE'))).toBeUndefined();
  expect(sqlStateOf(new Error('no code'))).toBeUndefined();
});
