import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { styles } from '#lib/messages/define';
import type { Supervised } from '#scripts/processes/supervise';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { eventually, meetingRoom, newPerson, register, registered, send, signedIn } from './client.ts';
import { expectProblem } from './expectations.ts';
import { type CallBackProxy, startProxy } from './proxy.ts';

// This file runs the product for itself, so that it can pause the worker and block the call-backs.
let callBacks: CallBackProxy;
let app: ServedApp;
let worker: Supervised;

beforeAll(async () => {
  callBacks = await startProxy();
  app = await serveApp({ REPLY_TIMEOUT_MS: '1500', INTERNAL_URL: callBacks.url });
  callBacks.forwardTo(app.url);
  [worker] = app.workers as [Supervised];
});
afterAll(() => callBacks?.close());
afterAll(() => app?.stop());

describe.for(styles)('while the worker is paused, in %s', (style) => {
  test('an order gets 503, and repeating it later gets its outcome', async () => {
    const zoe = await registered(app.url, style);
    await zoe.deposit(5_000);
    const key = randomUUID();
    worker.kill('SIGSTOP');

    const unanswered = await zoe.order(meetingRoom, key);
    expectProblem(unanswered, 503, 'unavailable');
    expect(Number(unanswered.headers.get('retry-after'))).toBeGreaterThan(0);
    const correlationId = unanswered.headers.get('x-correlation-id');
    const inFlight = await zoe.order(meetingRoom, key);
    expectProblem(inFlight, 409, 'request-in-flight');
    expect(Number(inFlight.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(inFlight.headers.get('x-correlation-id')).toBe(correlationId);

    await worker.restart('SIGKILL');
    const answer = await eventually(
      () => zoe.order(meetingRoom, key),
      ({ status }) => status !== 409,
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotency-replayed')).toBe('true');
    expect(answer.headers.get('x-correlation-id')).toBe(correlationId);
    expect(await zoe.final(answer.body.orderId)).toMatchObject({ status: 'paid' });
    expect((await zoe.get('orders')).body.items).toHaveLength(1);
    expect(await zoe.balance()).toBe(0);
  });

  test('a registration gets 503, and repeating it later gets its outcome', async () => {
    const person = newPerson();
    const key = randomUUID();
    worker.kill('SIGSTOP');
    expectProblem(await register(app.url, style, person, key), 503, 'unavailable');

    worker.kill('SIGCONT');
    const answer = await eventually(
      () => register(app.url, style, person, key),
      ({ status }) => status !== 409,
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotency-replayed')).toBe('true');
    expect((await signedIn(app.url, style, person)).userId).toBe(answer.body.userId);
  });
});

describe('while the call-backs of event-notification fail', () => {
  const style = 'event-notification';

  test('a registration gets 503, and repeating it later gets its outcome', async () => {
    const person = newPerson();
    const key = randomUUID();
    callBacks.setBlocked(true);
    const unanswered = await register(app.url, style, person, key);
    expectProblem(unanswered, 503, 'unavailable');
    expect(Number(unanswered.headers.get('retry-after'))).toBeGreaterThan(0);
    const repeat = await register(app.url, style, person, key);
    expectProblem(repeat, 503, 'unavailable');
    expect(repeat.body.correlationId).toBe(unanswered.body.correlationId);

    callBacks.setBlocked(false);
    const answer = await register(app.url, style, person, key);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-correlation-id')).toBe(unanswered.body.correlationId);
    expect((await signedIn(app.url, style, person)).userId).toBe(answer.body.userId);
  });

  test('an order stays pending; afterwards it is paid, with one notification', async () => {
    const zoe = await registered(app.url, style);
    await zoe.deposit(5_000);
    callBacks.setBlocked(true);
    const { status, body } = await zoe.order(meetingRoom);
    expect(status).toBe(201);
    expect((await zoe.get(`orders/${body.orderId}`)).body).toMatchObject({ status: 'pending' });

    callBacks.setBlocked(false);
    expect(await zoe.final(body.orderId)).toMatchObject({ status: 'paid' });
    expect(await zoe.notifications(1)).toMatchObject([{ orderId: body.orderId, kind: 'order-paid' }]);
    expect(await zoe.balance()).toBe(0);
  });
});

test('with more passwords than can be checked, some wait, the rest are told to come back, and others notice nothing', async () => {
  const zoe = await registered(app.url, 'command-reply');
  const attempts = Array.from({ length: 150 }, () =>
    send(`${app.url}/api/tokens`, 'POST', { body: { email: newPerson().email, password: 'correct horse' } }),
  );
  const answered: string[] = [];
  const all = Promise.all(attempts).then((answers) => {
    answered.push('passwords');
    return answers;
  });
  await zoe.balance().then(() => answered.push('balance'));
  const answers = await all;
  expect(answered).toEqual(['balance', 'passwords']);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expectProblem(answer, 503, 'unavailable');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 503]));
});
