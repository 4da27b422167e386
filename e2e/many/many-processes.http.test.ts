import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '#lib/audit/audit';
import { styles } from '#lib/messages/define';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import {
  type Answer,
  type Customer,
  customerOf,
  eventually,
  meetingRoom,
  newPerson,
  password,
  registered,
  send,
} from '../http/client.ts';
import { sessionCookie, signOut } from '../http/session.ts';
import { openStream } from '../http/stream.ts';

/** How many web processes, and how many workers. */
const PROCESSES = Math.max(2, Number(process.env.TEST_PROCESSES || 2));
const PRICE = 5_000;

// This file runs the product for itself: it speaks to each web process by its own address, and pauses workers.
let app: ServedApp;
beforeAll(async () => {
  app = await serveApp({}, PROCESSES);
}, 180_000);
afterAll(() => app?.stop(), 60_000);

const webOf = (index: number): string => app.webUrls[index % PROCESSES] as string;
/** The same customer at another web process. */
const through = (web: string, zoe: Customer): Customer => customerOf(web, zoe.style, zoe);
const everywhere = <Result>(ask: (web: string) => Promise<Result>): Promise<Result[]> =>
  Promise.all(app.webUrls.map(ask));
const times = <Result>(count: number, once: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => once(index)));

const readAccount = (web: string, headers: Record<string, string>) =>
  send(`${web}/api/command-reply/billing/account`, 'GET', { headers });
const signIn = (web: string, person: { email: string; password: string }) =>
  send(`${web}/api/tokens`, 'POST', { body: person });

test('a session of one web process counts at all of them, and ends at all of them', async () => {
  const zoe = await registered(webOf(0), 'event-collaboration');
  const cookie = await sessionCookie(webOf(0), zoe);
  const statuses = async () => (await everywhere((web) => readAccount(web, { cookie }))).map(({ status }) => status);
  const page = async (web: string) =>
    (await fetch(`${web}/wallet`, { headers: { cookie }, redirect: 'manual' })).status;
  expect(await statuses()).toEqual(app.webUrls.map(() => 200));
  expect(await everywhere(page)).toEqual(app.webUrls.map(() => 200));

  const leaving = new AbortController();
  const streams = await everywhere((web) => openStream(web, cookie, leaving.signal));
  try {
    await signOut(webOf(1), cookie);
    const signedOutAt = performance.now();
    for (const { events } of streams) for await (const _event of events);
    expect(performance.now() - signedOutAt).toBeLessThan(1_000);
    expect(await statuses()).toEqual(app.webUrls.map(() => 401));
    expect(await everywhere(page)).toEqual(app.webUrls.map(() => 307));
  } finally {
    leaving.abort();
  }
});

test('a token of one web process counts at all of them, until it is revoked at any', async () => {
  const zoe = await registered(webOf(0), 'command-reply');
  const headers = { authorization: `Bearer ${zoe.token}` };
  const statuses = async () => (await everywhere((web) => readAccount(web, headers))).map(({ status }) => status);
  expect(await statuses()).toEqual(app.webUrls.map(() => 200));
  expect((await send(`${webOf(1)}/api/tokens/current`, 'DELETE', { headers })).status).toBe(204);
  expect(await statuses()).toEqual(app.webUrls.map(() => 401));
});

test('failures to sign in are counted over all web processes', async () => {
  const { email } = await registered(webOf(0), 'command-reply');
  const failures = await times(16, (index) => signIn(webOf(index), { email, password: `wrong ${index}` }));
  expect(failures.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(failures.filter(({ status }) => status === 429)).toHaveLength(6);
  const right = await everywhere((web) => signIn(web, { email, password }));
  expect(right.map(({ status }) => status)).toEqual(app.webUrls.map(() => 429));
});

describe.for(styles)('in %s', (style) => {
  test('one key, at once and later, at all web processes, is one order', async () => {
    const zoe = await registered(webOf(0), style);
    await zoe.deposit(3 * PRICE);
    const key = randomUUID();
    const order = (web: string) => through(web, zoe).order(meetingRoom, key);
    const answers = await times(8 * PROCESSES, (index) => order(webOf(index)));
    answers.push(...(await everywhere(order)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.orderId)).size).toBe(1);
    expect(answers.filter(isReplay)).toHaveLength(answers.length - 1);
    expect(await zoe.final(answers[0]?.body.orderId ?? '')).toMatchObject({ status: 'paid' });
    expect(await zoe.balance()).toBe(2 * PRICE);
  });

  test('whichever worker handles it, the web process that waits gets the reply', async () => {
    for (const busy of app.workers) {
      const others = app.workers.filter((worker) => worker !== busy);
      for (const worker of others) worker.kill('SIGSTOP');
      try {
        const orders = await everywhere(async (web) => {
          const zoe = await registered(web, style);
          await zoe.deposit(PRICE);
          const { status, body } = await zoe.order(meetingRoom);
          return [status, (await zoe.final(body.orderId)).status];
        });
        expect(orders).toEqual(app.webUrls.map(() => [201, 'paid']));
      } finally {
        for (const worker of others) worker.kill('SIGCONT');
      }
    }
  });

  test('a stream of one web process tells of what was ordered at another', async () => {
    const zoe = await registered(webOf(0), style);
    await zoe.deposit(PRICE * PROCESSES);
    const cookie = await sessionCookie(webOf(0), zoe);
    const leaving = new AbortController();
    try {
      const { events } = await openStream(webOf(0), cookie, leaving.signal);
      for (const web of app.webUrls.slice(1)) {
        const { orderId } = (await through(web, zoe).order(meetingRoom)).body;
        const start = performance.now();
        for await (const event of { [Symbol.asyncIterator]: () => ({ next: () => events.next() }) }) {
          expect(event).toBe('changed');
          if ((await zoe.get(`orders/${orderId}`)).body.status === 'paid') break;
        }
        expect(performance.now() - start).toBeLessThan(2_000);
      }
    } finally {
      leaving.abort();
    }
  });
});

test('of 64 clients of one account, spread over all processes, as many are paid as the money covers', async () => {
  const zoe = await registered(webOf(0), 'command-reply');
  const affordable = 41;
  await zoe.deposit(affordable * PRICE + 1);
  const orders = await times(64, async (index) => {
    const client = through(webOf(index), zoe).at(styles[index % styles.length] ?? 'command-reply');
    const { body } = await client.order(meetingRoom);
    return client.final(body.orderId);
  });
  expect(orders.filter(({ status }) => status === 'paid')).toHaveLength(affordable);
  expect(orders.filter(({ status }) => status === 'refused')).toHaveLength(64 - affordable);
  expect(await everywhere((web) => through(web, zoe).balance())).toEqual(app.webUrls.map(() => 1));
  const notifications = await eventually(
    async () => (await zoe.get('notifications?limit=100')).body.items,
    ({ length }) => length >= 64,
  );
  expect(notifications.map(({ orderId }) => orderId).sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
  expect(await audit(app.databaseUrl)).toEqual([]);
});

test('of registrations of one address at all web processes at once, one succeeds', async () => {
  const person = newPerson();
  const answers = await times(4 * PROCESSES, (index) =>
    send(`${webOf(index)}/api/command-reply/billing/register`, 'POST', { body: person }),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(answers.length - 1);
});

const isReplay = ({ headers }: Answer): boolean => headers.get('idempotency-replayed') === 'true';
