import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '#lib/audit/audit';
import { styles } from '#lib/messages/define';
import { flowOf } from '#lib/messages/flows';
import { register } from './customers.ts';
import { openShop, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 180_000);
afterAll(() => shop?.stop());

const until = async (happened: () => Promise<boolean>) => vi.waitUntil(happened, { timeout: 20_000, interval: 50 });
const count = async (sql: string, value: string) =>
  (await shop.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`, [value]))[0]?.count ?? 0;

test.for(styles)(
  '%s: web is killed before it answers a registration, and the person gets exactly one mail',
  { timeout: 60_000 },
  async (style) => {
    const { web, worker } = shop.processes;
    const email = `${randomUUID()}@example.com`;
    const url = `${shop.url}/api/${style}${flowOf(style, 'register').request.replace('POST ', '')}`;
    const key = randomUUID();
    const mails = () => count(`notification.mails WHERE kind = 'verify-email' AND address = $1`, email);

    // Accepted, and not worked on: then web is stopped in the middle, and the worker goes on.
    worker.kill('SIGSTOP');
    const client = new AbortController();
    const unanswered = fetch(url, {
      method: 'POST',
      body: JSON.stringify({ email, password: 'correct horse battery', name: 'Ann' }),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      signal: client.signal,
    }).then(
      () => 'answered',
      () => 'not answered',
    );
    await until(async () => (await count('gateway.requests WHERE key = $1', key)) === 1);
    web.kill('SIGSTOP');
    worker.kill('SIGCONT');
    await until(async () => (await count('"user".users WHERE email = $1', email)) === 1);
    client.abort();
    await web.restart('SIGKILL');
    expect(await unanswered).toBe('not answered');
    await until(async () => (await mails()) > 0);

    const answer = await register(shop.url, style, { email, password: 'correct horse battery', name: 'Ann' }, key);
    expect(answer).toMatchObject({ status: 201, isReplay: true, body: { email } });
    await until(
      async () =>
        (await count(
          `pgboss.job WHERE state < 'completed' AND data::text LIKE '%' || $1 || '%'`,
          String(answer.body.userId),
        )) === 0,
    );
    expect(await mails()).toBe(1);
    expect(await audit(shop.databaseUrl)).toEqual([]);
  },
);
