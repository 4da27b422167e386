import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { revokeSession } from '#lib/accounts/sessions';
import { sessionCookie } from '#lib/auth/session-cookie';
import { query } from '#lib/db/pool';
import { onSignal, type Signal } from '#lib/db/signals';
import { transact } from '#lib/db/transact';
import { env } from '#lib/env';
import { endStreams, liveStream } from '#lib/http/event-stream';
import { newId } from '#lib/ids';
import { test } from '#scripts/testing/integration';
import { GET } from './route.ts';

const HEARTBEAT_MS = 20_000;
const STREAMS_MAX = 10;
const CHANGED = 'event: changed\ndata:\n\n';

// Twenty seconds pass at once: only the heartbeats are on this clock, the database is not.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const heartbeat = () => vi.advanceTimersByTimeAsync(HEARTBEAT_MS);

const signal = (sent: Signal) => transact(async (tx) => tx.signal(sent));

/** Something of a user changes. */
const change = ({ userId }: { userId: string }) => signal({ topic: 'user', key: userId });

/** Somebody whose browser is signed in. */
async function givenCustomer(role = 'customer') {
  await thisProcessListens();
  const [userId, sessionId] = [newId(), newId()];
  await query(`INSERT INTO accounts.credentials (user_id, password_hash, role) VALUES ($1, 'none', $2)`, [
    userId,
    role,
  ]);
  await query(`INSERT INTO accounts.sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`, [
    sessionId,
    userId,
  ]);
  const { name } = sessionCookie();
  const token = await encode({ token: { sessionId }, secret: env().AUTH_SECRET, salt: name });
  const headers = { cookie: `${name}=${token}` };
  return {
    userId,
    sessionId,
    headers,
    /** As if long ago: nobody is told. */
    signOut: () => query('UPDATE accounts.sessions SET revoked_at = now() WHERE id = $1', [sessionId]),
    openStream: async () => {
      const stream = reading((await GET(new Request('http://localhost/api/events', { headers }))).body);
      expect(await stream.next()).toContain('event: connected\n');
      return stream;
    },
  };
}

/** Nobody listened before: the first streams would be told that they may have missed something. */
async function thisProcessListens(): Promise<void> {
  const stop = onSignal('user', () => {});
  const listening = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'`;
  await vi.waitUntil(async () => (await query(listening)).length > 0, 10_000);
  stop();
}

function reading(body: ReadableStream<Uint8Array> | null) {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  return {
    /** The next event; null at the end. */
    async next() {
      const { done, value } = await reader.read();
      return done ? null : new TextDecoder().decode(value);
    },
    close: () => reader.cancel(),
  };
}

test('a change is told to its customer, and to nobody else', async () => {
  const [ann, bob] = [await givenCustomer(), await givenCustomer()];
  const [toAnn, toBob] = [await ann.openStream(), await bob.openStream()];
  await change(ann);
  expect(await toAnn.next()).toBe(CHANGED);
  await bob.signOut();
  await heartbeat();
  expect(await toBob.next()).toBeNull();
});

test('a burst of changes that nobody reads yet is told once', async () => {
  const ann = await givenCustomer();
  const stream = await ann.openStream();
  for (let times = 0; times < 5; times++) await change(ann);
  await ann.signOut();
  await heartbeat();
  expect([await stream.next(), await stream.next()]).toEqual([CHANGED, null]);
});

test('each heartbeat tells of a change whose signal may have been lost', async () => {
  const stream = await (await givenCustomer()).openStream();
  for (let times = 0; times < 3; times++) {
    await heartbeat();
    expect(await stream.next()).toBe(CHANGED);
  }
});

test('a stream outlives its session by one heartbeat at most', async () => {
  const ann = await givenCustomer();
  const stream = await ann.openStream();
  await ann.signOut();
  await heartbeat();
  expect(await stream.next()).toBeNull();
});

test('signing out is told to the other tabs, and ends their streams without waiting for a heartbeat', async () => {
  const ann = await givenCustomer();
  const stream = await ann.openStream();
  await revokeSession(ann.sessionId);
  expect([await stream.next(), await stream.next()]).toEqual([CHANGED, null]);
});

test('a device that stays signed in keeps its stream when another one is signed out', async () => {
  const ann = await givenCustomer();
  const stream = await ann.openStream();
  await signal({ topic: 'session', key: ann.userId });
  await heartbeat();
  expect(await stream.next()).toBe(CHANGED);
});

test('a stream whose session cannot be looked up ends', async () => {
  const stream = reading(
    liveStream({ userId: newId(), role: 'customer' }, () => Promise.reject(new Error('the database is away'))),
  );
  await stream.next();
  await heartbeat();
  expect(await stream.next()).toBeNull();
});

test('the eleventh stream of a customer takes the place of the oldest, which comes back later and not at once', async () => {
  const [ann, bob] = [await givenCustomer(), await givenCustomer()];
  const toBob = await bob.openStream();
  const [oldest, second] = [await ann.openStream(), await ann.openStream()];
  for (let count = 2; count <= STREAMS_MAX; count++) await ann.openStream();
  expect([await oldest.next(), await oldest.next()]).toEqual(['retry: 60000\n\n', null]);
  await change(ann);
  expect(await second.next()).toBe(CHANGED);
  await change(bob);
  expect(await toBob.next()).toBe(CHANGED);
});

test('a stream that was closed makes room for another', async () => {
  const ann = await givenCustomer();
  const oldest = await ann.openStream();
  for (let count = 1; count <= 2 * STREAMS_MAX; count++) await (await ann.openStream()).close();
  await change(ann);
  expect(await oldest.next()).toBe(CHANGED);
});

test('the catalogue concerns everybody: a change of it is told to visitors too, and what concerns a customer is not', async () => {
  const ann = await givenCustomer();
  const visiting = await GET(new Request('http://localhost/api/events?of=catalogue'));
  const [toVisitor, toAnn] = [reading(visiting.body), await ann.openStream()];
  expect(await toVisitor.next()).toContain('event: connected\n');
  await change(ann);
  expect(await toAnn.next()).toBe(CHANGED);
  await signal({ topic: 'catalogue', key: 'shop' });
  expect([await toVisitor.next(), await toAnn.next()]).toEqual([CHANGED, CHANGED]);
  endStreams();
  // Nothing else had been told.
  expect([await toVisitor.next(), await toAnn.next()]).toEqual([null, null]);
});

test('what changes at the counter is told to the people of the office, and not to customers', async () => {
  const [ann, bob] = [await givenCustomer('counter'), await givenCustomer()];
  const [toAnn, toBob] = [await ann.openStream(), await bob.openStream()];
  await signal({ topic: 'counter', key: 'orders' });
  expect(await toAnn.next()).toBe(CHANGED);
  await bob.signOut();
  await heartbeat();
  expect(await toBob.next()).toBeNull();
});

test('asking for the headers alone opens no stream, which nobody would end', async () => {
  for (const of of ['catalogue', 'mine']) {
    const { headers } = await givenCustomer();
    const url = `http://localhost/api/events?of=${of}`;
    const answer = await GET(new Request(url, { method: 'HEAD', headers }));
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.body).toBeNull();
  }
});

test('whoever is not signed in gets a problem that is kept nowhere and can be looked up', async () => {
  const answer = await GET(new Request('http://localhost/api/events'));
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { correlationId } = (await answer.json()) as { correlationId: string };
  expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
});
