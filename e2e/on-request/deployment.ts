import { randomBytes } from 'node:crypto';
import { migrate } from '#drizzle/migrate';
import { audit } from '#lib/audit/audit';
import type { Style } from '#lib/messages/define';
import { createDatabase } from '#scripts/postgres/databases';
import { seed } from '#scripts/seed/seed';
import { databaseUrl } from '#scripts/testing/cluster';
import { type Mailbox, startMailbox } from '#scripts/testing/mailbox';
import { inDatabase } from '../http/database.ts';
import { startEdge } from './edge.ts';

/** Processes that answer requests behind one address. No worker runs beside them. */
export interface Deployment {
  /** The address of all processes together. */
  url: string;
  databaseUrl: string;
  mailbox: Mailbox;
  /** Runs the drain route, as a schedule does. */
  drain(): Promise<{ done: number; waiting: number }>;
  /** The jobs that wait or are claimed, by queue, and dead letters. */
  openJobs(): Promise<object[]>;
  /** Of each of these orders: its status, and how many notifications and mails told of it. */
  outcomes(orderIds: string[]): Promise<Outcome[]>;
  /** What the audit finds wrong. */
  faults(): Promise<string[]>;
  stop(): Promise<void>;
}

interface Outcome {
  status: string;
  notifications: number;
  mails: number;
}

/** The processes of a deployment: started with its settings, they take requests until they are stopped. */
export type StartProcesses = (settings: Record<string, string>) => Promise<{
  nextOrigin(): string | Promise<string>;
  stop(): Promise<void>;
}>;

/** A deployment on a database of its own, on the server that `server` names. */
export async function deploy(server: string, name: string, startProcesses: StartProcesses): Promise<Deployment> {
  await using started = new AsyncDisposableStack();
  const database = databaseUrl(server, name);
  await createDatabase(server, name);
  await migrate(database);
  await seed(database, {});
  const mailbox = await startMailbox();
  started.defer(mailbox.stop);
  const origins = Promise.withResolvers<() => string | Promise<string>>();
  const edge = await startEdge(async () => (await origins.promise)());
  started.defer(edge.stop);
  const cronSecret = randomBytes(24).toString('base64url');
  const { RESEND_API_KEY = '', RESEND_BASE_URL = '', EMAIL_FROM = '' } = process.env;
  const processes = await startProcesses({
    DATABASE_URL: database,
    AUTH_SECRET: randomBytes(33).toString('base64url'),
    CRON_SECRET: cronSecret,
    PUBLIC_URL: edge.url,
    INTERNAL_URL: edge.url,
    RESEND_API_KEY,
    RESEND_BASE_URL,
    EMAIL_FROM,
    LOG_LEVEL: 'warn',
    TOP_UP: 'sandbox',
  });
  started.defer(processes.stop);
  origins.resolve(processes.nextOrigin);
  const running = started.move();
  return {
    url: edge.url,
    databaseUrl: database,
    mailbox,
    async drain() {
      const answer = await fetch(`${edge.url}/api/drain`, { headers: { authorization: `Bearer ${cronSecret}` } });
      if (answer.status !== 200) throw new Error(`GET /api/drain answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as { done: number; waiting: number };
    },
    openJobs: () =>
      inDatabase(database, `SELECT name, state, count(*)::int FROM pgboss.job WHERE state < 'completed' GROUP BY 1, 2`),
    outcomes: (orderIds) =>
      inDatabase(
        database,
        `SELECT status,
           (SELECT count(*)::int FROM notification.notifications AS n WHERE n.order_id = o.id) AS notifications,
           (SELECT count(*)::int FROM notification.notifications AS n JOIN notification.mails USING (id)
            WHERE n.order_id = o.id AND sent_at IS NOT NULL) AS mails
         FROM "order".orders AS o WHERE id = ANY($1)`,
        [orderIds],
      ) as Promise<Outcome[]>,
    faults: () => audit(database),
    stop: () => running.disposeAsync(),
  };
}

/** An answer to an order, and after how many milliseconds it came. */
export interface Timed {
  style: Style;
  orderId: string;
  status: number;
  tookMs: number;
}

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
