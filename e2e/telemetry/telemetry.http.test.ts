import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { styles } from '#lib/messages/define';
import { freePort } from '#scripts/processes/ports';
import { type Mailbox, startMailbox } from '#scripts/testing/mailbox';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { type Customer, eventually, meetingRoom, registered, send } from '../http/client.ts';
import { expectProblem } from '../http/expectations.ts';
import { type Receiver, type Span, startReceiver } from './receiver.ts';

// This file runs the product for itself, with traces, metrics and mail.
const token = randomUUID();
const [SERVER, CLIENT, PRODUCER, CONSUMER] = [2, 3, 4, 5];
const printed = vi.spyOn(console, 'error').mockImplementation(() => {}); // what the processes log

let receiver: Receiver;
let mailbox: Mailbox & { stop(): Promise<void> };
let workerPort: number;
let app: ServedApp;

beforeAll(async () => {
  receiver = await startReceiver();
  mailbox = await startMailbox();
  workerPort = await freePort();
  const { RESEND_API_KEY = '', RESEND_BASE_URL = '', EMAIL_FROM = '' } = process.env; // set by the mailbox
  app = await serveApp({
    RESEND_API_KEY,
    RESEND_BASE_URL,
    EMAIL_FROM,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    METRICS_TOKEN: token,
    METRICS_PORT: String(workerPort),
    LOG_LEVEL: 'info',
  });
}, 600_000);
afterAll(() => app?.stop());
afterAll(() => mailbox?.stop());
afterAll(() => receiver?.stop());

/** Orders a meeting room, and waits until its mail is sent. Returns the correlation id of the request. */
async function order(zoe: Customer): Promise<string> {
  const answer = await zoe.order(meetingRoom);
  expect(answer.status).toBe(201);
  const notificationId = (await zoe.notifications(1))[0]?.notificationId;
  await eventually(
    async () => mailbox.requests.filter(({ idempotencyKey }) => idempotencyKey === notificationId).length,
    (count) => count > 0,
  );
  return answer.headers.get('x-correlation-id') ?? '';
}

/** The trace of a request, once it is whole: web and worker export each in its own time. */
const traceOf = (correlationId: string): Promise<Span[]> =>
  eventually(
    async () => {
      const started = receiver.spans.find(({ attributes }) => attributes['saldo.correlationid'] === correlationId);
      return receiver.spans.filter(({ traceId }) => traceId === started?.traceId);
    },
    (spans) =>
      spans.some(({ name, failed }) => name === 'send mail' && !failed) &&
      rootsOf(spans).length === 1 &&
      spans.filter(({ name }) => name.startsWith('call back ')).every((asked) => isAnswered(asked, spans)),
  );

const isAnswered = (asked: Span, spans: Span[]): boolean =>
  spans.some(({ parentSpanId }) => parentSpanId === asked.spanId);

const rootsOf = (spans: Span[]): Span[] => {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
};

interface Item {
  id: string;
  name: string;
  causationId: string | null;
}

describe.for(styles)('an order in %s', (style) => {
  test('is one trace, from the HTTP request through every message and call-back to the mail', async () => {
    const zoe = await registered(app.url, style);
    await zoe.deposit(10_000);
    const correlationId = await order(zoe);
    const trace = await traceOf(correlationId);
    const only = (wanted: string, accepts: (span: Span) => boolean): Span => {
      const found = trace.filter(accepts);
      expect(
        found.map(({ name }) => name),
        wanted,
      ).toHaveLength(1);
      return found[0] as Span;
    };
    const named = (name: string) => only(name, (span) => span.name === name);
    const ofMessage = (name: string, id: string) =>
      only(`${name} of ${id}`, (span) => span.name === name && span.attributes['messaging.message.id'] === id);

    const [root] = rootsOf(trace) as [Span];
    expect(root).toMatchObject({ kind: SERVER, service: 'saldo-web', parentSpanId: '' });
    const request = only('the request', ({ attributes }) => attributes['saldo.correlationid'] === correlationId);
    expect(request).toMatchObject({ service: 'saldo-web', name: expect.stringMatching(`^POST /api/${style}/order`) });

    const { body } = await zoe.get(`messages?correlationId=${correlationId}`);
    const items = body.items as unknown as Item[];
    const isCallBack = ({ name }: Item) => name.startsWith('GET ');
    const nameOf = (id: string) => items.find((item) => item.id === id)?.name;
    const processed = trace.filter(({ name }) => name.startsWith('process '));
    const handlingsOf = (id: string | null) =>
      processed.filter(({ attributes }) => attributes['messaging.message.id'] === id).map(({ spanId }) => spanId);

    for (const { id, name, causationId } of items.filter((item) => !isCallBack(item))) {
      const published = ofMessage(`publish ${name}`, id);
      expect(published.kind).toBe(PRODUCER);
      if (causationId === null) expect(published.parentSpanId).toBe(request.spanId);
      else
        expect(handlingsOf(causationId), `${name} follows from ${nameOf(causationId)}`).toContain(
          published.parentSpanId,
        );
    }
    const messageIds = items.map(({ id }) => id);
    for (const span of processed.filter(({ name }) => name !== 'process notification.email')) {
      expect(span).toMatchObject({ kind: CONSUMER, service: 'saldo-worker' });
      const id = String(span.attributes['messaging.message.id']);
      expect(messageIds).toContain(id);
      expect(span.parentSpanId, span.name).toBe(ofMessage(`publish ${nameOf(id)}`, id).spanId);
    }
    for (const { name, causationId } of items.filter(isCallBack)) {
      const asked = only(
        name,
        (span) => span.name === `call back ${name}` && handlingsOf(causationId).includes(span.parentSpanId),
      );
      expect(asked).toMatchObject({ kind: CLIENT, service: 'saldo-worker' });
      const answered = only('its answer', ({ parentSpanId }) => parentSpanId === asked.spanId);
      expect(answered).toMatchObject({ kind: SERVER, service: 'saldo-web' });
    }
    expect(items.filter(isCallBack)).toHaveLength(style === 'event-notification' ? 2 : 0);

    const mailJob = named('process notification.email');
    const parent = only('what led to the mail', ({ spanId }) => spanId === mailJob.parentSpanId);
    expect(parent.attributes['messaging.destination.name']).toBe(`${style}.notification`);
    expect(named('send mail')).toMatchObject({ kind: CLIENT, parentSpanId: mailJob.spanId, service: 'saldo-worker' });
    expect(trace.filter(({ failed }) => failed)).toEqual([]);
  });
});

test('what fails is logged with the correlation id and the trace of the request behind it', async () => {
  const zoe = await registered(app.url, 'event-collaboration');
  await zoe.deposit(10_000);
  await eventually(
    async () => mailbox.requests.some(({ to }) => to === zoe.email),
    (verified) => verified,
  );
  mailbox.refuseNext(500);
  const correlationId = await order(zoe);
  const lines = () => printed.mock.calls.map(([line]) => String(line)).filter((line) => line.includes(correlationId));
  const [line = ''] = await eventually(
    async () => lines(),
    (found) => found.length > 0,
  );
  const trace = await traceOf(correlationId);
  const failed = trace.find((span) => span.name === 'process notification.email' && span.failed);
  expect(JSON.parse(line.replace(/^worker: /, ''))).toMatchObject({
    role: 'worker',
    message: 'job failed',
    correlationId,
    traceId: failed?.traceId,
    spanId: failed?.spanId,
  });
});

test('an answer carries the id of its request: the one that the client gave, or a new one', async () => {
  const path = `${app.url}/api/command-reply/products`;
  const given = await send(path, 'GET', { headers: { 'x-request-id': 'edge-7f3a' } });
  expect(given.headers.get('x-request-id')).toBe('edge-7f3a');
  const [one, two] = [await send(path, 'GET'), await send(path, 'GET', { headers: { 'x-request-id': 'no "quotes"' } })];
  for (const { headers } of [one, two]) expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
});

describe.for(['web', 'worker'] as const)('the metrics of the %s process', (role) => {
  const address = () => `${role === 'web' ? app.url : `http://127.0.0.1:${workerPort}`}/api/metrics`;
  const scrape = (authorization?: string) => fetch(address(), { headers: authorization ? { authorization } : {} });

  test('are shown to whoever has the token, and to nobody else', async () => {
    const answer = await scrape(`Bearer ${token}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await answer.text()).toContain(`saldo_build_info{version="0.1.0",role="${role}"} 1`);
    for (const wrong of [undefined, `Bearer ${token}x`, `Basic ${token}`, 'Bearer']) {
      const refused = await scrape(wrong);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
      expect(await refused.text()).not.toContain('saldo_');
    }
  });

  test('count what the process did', async () => {
    const zoe = await registered(app.url, 'command-reply');
    await zoe.deposit(10_000);
    await order(zoe);
    expect((await fetch(`${app.url}/sign-in`)).status).toBe(200);
    await send(`${app.url}/api/nothing`, 'PUT');
    const expected = {
      web: [
        /^saldo_reply_seconds_count\{style="command-reply"\} [1-9]/m,
        /^saldo_http_request_seconds_count\{method="POST",route="\/api\/command-reply\/order\/create",status="201"\} [1-9]/m,
        /^saldo_http_request_seconds_count\{method="GET",route="page",status="200"\} [1-9]/m,
        /^saldo_http_request_seconds_count\{method="PUT",route="unknown",status="404"\} [1-9]/m,
      ],
      worker: [
        /^saldo_outcome_seconds_count\{style="command-reply"\} [1-9]/m,
        /^saldo_jobs_handled_total\{queue="command-reply.billing"\} [1-9]/m,
        /^saldo_jobs_handled_total\{queue="notification.email"\} [1-9]/m,
      ],
    };
    const always = [/^saldo_database_up 1$/m, /^saldo_queue_jobs\{queue="event-notification.order"\} 0$/m];
    const lines = [...expected[role], ...always];
    // What a process counts after its answer, like a mail, comes a moment later.
    const found = await eventually(
      async () => (await scrape(`Bearer ${token}`)).text(),
      (text) => lines.every((line) => line.test(text)),
    );
    for (const line of lines) expect(found).toMatch(line);
  });

  test('satisfy promtool, where there is one', async ({ skip }) => {
    const input = await (await scrape(`Bearer ${token}`)).text();
    const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    if (error) skip('promtool is not installed');
    expect(`${stdout}${stderr}`).toBe('');
    expect(status).toBe(0);
  });
});

test('where no token is set there are no metrics', async () => {
  expectProblem(await send(`${inject('appUrl')}/api/metrics`, 'GET', { token }), 404, 'not-found');
});
