import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';
import { styles } from '#lib/messages/define';
import { projectRoot } from '#scripts/launcher/project-root';
import { launchNode } from '#scripts/processes/node-process';
import { freePort } from '#scripts/processes/ports';
import { test } from '#scripts/testing/http';
import { eventually, meetingRoom, newPerson, register, registered, send } from '../http/client.ts';
import { inDatabase } from '../http/database.ts';
import { expectProblem } from '../http/expectations.ts';
import { sessionCookie } from '../http/session.ts';
import { type Deployment, deploy, type StartProcesses } from './deployment.ts';
import { expectQuickAnswers, serveCrowd, walkGradedPath } from './scenario.ts';

/** Web processes of the production build, which take requests in turn. No worker runs. */
const startWeb: StartProcesses = async (settings) => {
  const processes = await Promise.all(
    Array.from({ length: 2 }, async (_, index) => {
      const port = await freePort();
      const origin = `http://127.0.0.1:${port}`;
      const run = launchNode({
        name: `web ${index}`,
        args: ['.next/standalone/server.js'],
        cwd: projectRoot,
        env: {
          ...process.env,
          ...settings,
          PORT: String(port),
          HOSTNAME: '127.0.0.1',
          NODE_ENV: 'production',
          WORKER: 'on-request',
        },
        readyWhen: { answers: `${origin}/api/health` },
        log: console.error,
        onSpawn: () => {},
      });
      await run.ready;
      return { origin, run };
    }),
  );
  let requests = 0;
  return {
    nextOrigin: () => processes[requests++ % processes.length]?.origin ?? '',
    stop: async () => void (await Promise.all(processes.map(({ run }) => run.end()))),
  };
};

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy(inject('appDatabaseUrl'), 'on_request', startWeb);
}, 120_000);
afterAll(() => deployment?.stop());

const query = (text: string, values: unknown[] = []) => inDatabase(deployment.databaseUrl, text, values);
/** Whatever the requests before caused is done. */
const settled = async () => expect(await eventually(deployment.openJobs, (jobs) => jobs.length === 0)).toEqual([]);

describe.for(styles)('without a worker, in %s', (style) => {
  test('a customer registers, pays in, orders, and is told the outcome', () => walkGradedPath(deployment, style));
  test('half of the orders are answered within a second', () => expectQuickAnswers(deployment, style));
});

test('mail about an account goes out too, although nobody waits for it', async () => {
  const person = newPerson();
  expect((await register(deployment.url, 'event-collaboration', person)).status).toBe(201);
  const mails = () => deployment.mailbox.requests.filter(({ to }) => to === person.email);
  expect(
    await eventually(
      async () => mails(),
      ({ length }) => length === 1,
    ),
  ).toHaveLength(1);
});

test('two processes serve twenty customers at once', { timeout: 120_000 }, () => serveCrowd(deployment));

test('a mail that the provider refuses goes out when its retry is due', async () => {
  const zoe = await registered(deployment.url, 'command-reply');
  await settled();
  await zoe.deposit(5_000);
  const before = deployment.mailbox.requests.length;
  deployment.mailbox.refuseNext(500);
  await zoe.order(meetingRoom);
  await settled();
  expect(deployment.mailbox.requests.length).toBe(before + 2);
});

test('once everything is done, no process asks the database anything', async () => {
  await settled();
  const lastQueries = () =>
    query(
      `SELECT pid, query_start FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'saldo%' ORDER BY pid`,
    );
  // Connections that nobody uses are closed: a database that may sleep can.
  expect(await eventually(lastQueries, ({ length }) => length === 0)).toEqual([]);
});

describe('the drain route', () => {
  /** A mail that was sent, but whose process was killed before it could note that. */
  async function givenUnsentMail(): Promise<string> {
    const zoe = await registered(deployment.url, 'event-notification');
    await zoe.deposit(5_000);
    const { body } = await zoe.order(meetingRoom);
    await zoe.final(body.orderId);
    await zoe.notifications(1);
    await settled();
    const [mail] = (await query(
      `UPDATE notification.mails AS m SET sent_at = NULL FROM notification.notifications AS n
       WHERE n.id = m.id AND order_id = $1 RETURNING m.id`,
      [body.orderId],
    )) as [{ id: string }];
    return mail.id;
  }
  /** How often the provider got a mail: it drops repeats by their key. */
  const sent = (mailId: string) =>
    deployment.mailbox.requests.filter(({ idempotencyKey }) => idempotencyKey === mailId).length;

  test('does what waits, and counts it', async () => {
    const mailId = await givenUnsentMail();
    await query(`INSERT INTO pgboss.job (name, data, expire_seconds) VALUES ('notification.email', $1, 10)`, [
      { mailId },
    ]);
    expect(await deployment.drain()).toEqual({ done: 1, waiting: 0 });
    expect(sent(mailId)).toBe(2);
  });

  test('takes back the claim of a process that was killed', async () => {
    const mailId = await givenUnsentMail();
    await query(
      `INSERT INTO pgboss.job (name, data, retry_limit, retry_delay, expire_seconds, state, started_on)
       VALUES ('notification.email', $1, 5, 1, 10, 'active', now() - interval '1 minute')`,
      [{ mailId }],
    );
    await query('UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL'); // nobody looked lately
    expect(await deployment.drain()).toEqual({ done: 1, waiting: 0 });
    expect(sent(mailId)).toBe(2);
  });

  test('is for the schedule only', async () => {
    const url = `${deployment.url}/api/drain`;
    expectProblem(await send(url, 'GET'), 401, 'unauthenticated');
    expectProblem(await send(url, 'GET', { token: randomBytes(24).toString('base64url') }), 401, 'unauthenticated');
    const zoe = await registered(deployment.url, 'command-reply');
    expectProblem(await send(url, 'GET', { token: zoe.token }), 401, 'unauthenticated');
  });

  test('is missing where no schedule was set up', async ({ baseUrl }) => {
    expectProblem(await send(`${baseUrl}/api/drain`, 'GET'), 404, 'not-found');
  });
});

test('open pages are told that there is no stream, and ask by themselves', async () => {
  const zoe = await registered(deployment.url, 'command-reply');
  const cookie = await sessionCookie(deployment.url, zoe);
  expect((await send(`${deployment.url}/api/events`, 'GET', { headers: { cookie } })).status).toBe(204);
});
