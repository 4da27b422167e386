import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { styles } from '#lib/messages/define';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { eventually, meetingRoom, newPerson, register, registered, signedIn } from './client.ts';
import { expectProblem } from './expectations.ts';
import { openRoad, type Road } from './road.ts';

// A product of this file's own: its worker can be silenced, and the road of its call-backs barred.
let road: Road;
let app: ServedApp;

beforeAll(async () => {
  road = await openRoad();
  app = await serveApp({ REPLY_TIMEOUT_MS: '500', INTERNAL_URL: road.url });
  road.leadTo(app.url);
});
afterAll(() => road.close());
afterAll(() => app.stop());

describe.for(styles)('while the worker of %s is silent', (style) => {
  test('an order is accepted without an answer, and a repeat tells how it ended', async () => {
    const zoe = await registered(app.url, style);
    await zoe.deposit(5_000);
    const key = randomUUID();
    app.worker.kill('SIGSTOP');

    const silence = await zoe.order(meetingRoom, key);
    expectProblem(silence, 503, 'unavailable');
    expect(Number(silence.headers.get('retry-after'))).toBeGreaterThan(0);
    const correlationId = silence.headers.get('x-correlation-id');
    const stillSilence = await zoe.order(meetingRoom, key);
    expectProblem(stillSilence, 409, 'request-in-flight');
    expect(Number(stillSilence.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(stillSilence.headers.get('x-correlation-id')).toBe(correlationId);

    await app.worker.restart('SIGKILL');
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

  test('a registration is accepted without an answer, and a repeat tells how it ended', async () => {
    const person = newPerson();
    const key = randomUUID();
    app.worker.kill('SIGSTOP');
    expectProblem(await register(app.url, style, person, key), 503, 'unavailable');

    app.worker.kill('SIGCONT');
    const answer = await eventually(
      () => register(app.url, style, person, key),
      ({ status }) => status !== 409,
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotency-replayed')).toBe('true');
    expect((await signedIn(app.url, style, person)).userId).toBe(answer.body.userId);
  });
});

describe('while call-backs of event-notification do not get through', () => {
  const style = 'event-notification';

  test('a registration is unanswered, and a repeat tells how it ended', async () => {
    const person = newPerson();
    const key = randomUUID();
    road.setBarred(true);
    const unanswered = await register(app.url, style, person, key);
    expectProblem(unanswered, 503, 'unavailable');
    expect(Number(unanswered.headers.get('retry-after'))).toBeGreaterThan(0);
    const repeat = await register(app.url, style, person, key);
    expectProblem(repeat, 503, 'unavailable');
    expect(repeat.body.correlationId).toBe(unanswered.body.correlationId);

    road.setBarred(false);
    const answer = await register(app.url, style, person, key);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-correlation-id')).toBe(unanswered.body.correlationId);
    expect((await signedIn(app.url, style, person)).userId).toBe(answer.body.userId);
  });

  test('an order stays pending, and is paid and told of once when they do', async () => {
    const zoe = await registered(app.url, style);
    await zoe.deposit(5_000);
    road.setBarred(true);
    const { status, body } = await zoe.order(meetingRoom);
    expect(status).toBe(201);
    expect((await zoe.get(`orders/${body.orderId}`)).body).toMatchObject({ status: 'pending' });

    road.setBarred(false);
    expect(await zoe.final(body.orderId)).toMatchObject({ status: 'paid' });
    expect(await zoe.news(1)).toMatchObject([{ orderId: body.orderId, kind: 'order-paid' }]);
    expect(await zoe.balance()).toBe(0);
  });
});
