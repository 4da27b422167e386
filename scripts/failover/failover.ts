import { randomBytes } from 'node:crypto';
import { migrate } from '#drizzle/migrate';
import { orders } from '#drizzle/schema/order';
import { audit } from '#lib/audit/audit';
import { type Load, startLoad } from '#scripts/failover/load';
import { type Pair, startPair } from '#scripts/failover/pair';
import { buildWhenChanged } from '#scripts/launcher/build';
import { startStack } from '#scripts/launcher/stack';
import { withDatabase } from '#scripts/postgres/with-database';
import { freePort } from '#scripts/processes/ports';
import { seed } from '#scripts/seed/seed';

const CUSTOMERS = 8;
/** As long as a quick cluster manager takes to notice that the primary is gone. */
const WITHOUT_PRIMARY_MS = 500;
interface Failovers {
  count: number;
  /** Where the two servers keep their data. */
  folder: string;
  /** How soon after a promotion an order must be acknowledged. */
  answeredWithinMs: number;
  log: (line: string) => void;
}

/**
 * Kills the primary of a shop under load and promotes its synchronous standby, `count` times in a row, and rebuilds the old
 * primary as the next standby. Logs a line for each. Returns what went wrong: lost or repeated orders, unexpected answers,
 * faults in the books of either server, slow returns.
 */
export async function failOver({ count, folder, answeredWithinMs, log }: Failovers): Promise<string[]> {
  await buildWhenChanged();
  await using started = new AsyncDisposableStack();
  const pair = await startPair(folder);
  started.defer(() => pair.stop());
  await migrate(pair.primaryUrl());
  await seed(pair.primaryUrl());
  await pair.addStandby();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const stack = await startStack({
    databaseUrl: pair.url,
    port,
    env: {
      HOST: '127.0.0.1',
      PUBLIC_URL: origin,
      INTERNAL_URL: origin,
      DATABASE_DIRECT_URL: '',
      RESEND_API_KEY: '',
      TOP_UP: 'sandbox',
      AUTH_SECRET: randomBytes(33).toString('base64'),
    },
    log: () => {}, // web and worker log the outages
  });
  started.defer(() => stack.stop());
  const load = await startLoad(stack.url, CUSTOMERS);
  const faults: string[] = [];
  for (let number = 1; number <= count; number++) {
    await load.next(5 * CUSTOMERS);
    const acknowledged = load.acknowledged.length;
    await pair.failOver(WITHOUT_PRIMARY_MS);
    const promotedAt = performance.now();
    await load.next(1);
    const ms = Math.round(performance.now() - promotedAt);
    if (ms > answeredWithinMs) faults.push(`failover ${number}: the first order took ${ms} ms`);
    log(`failover ${number}: after ${acknowledged} orders; the next was acknowledged ${ms} ms after the promotion`);
    await pair.addStandby();
  }
  await load.next(5 * CUSTOMERS);
  await load.end();
  await stack.stop();
  faults.push(...load.surprises, ...(await faultsIn(pair, load)));
  log(
    `${count} failovers, ${load.acknowledged.length} acknowledged orders, ${load.refusals} answers of 503: ${faults.length === 0 ? 'nothing lost, nothing twice, the books are right on both servers' : `${faults.length} faults`}`,
  );
  return faults;
}

async function faultsIn(pair: Pair, { acknowledged }: Load): Promise<string[]> {
  await pair.caughtUp();
  const found: string[] = [];
  for (const [name, url] of Object.entries({ primary: pair.primaryUrl(), standby: pair.standbyUrl() })) {
    const rows = await withDatabase(url, (orm) => orm.select({ id: orders.id }).from(orders));
    const stored = new Set(rows.map(({ id }) => id));
    const known = new Set(acknowledged);
    const lost = [...known].filter((id) => !stored.has(id));
    const repeated = [...stored].filter((id) => !known.has(id));
    found.push(
      ...lost.map((id) => `${name}: the acknowledged order ${id} is lost`),
      ...repeated.map((id) => `${name}: nobody knows the order ${id}, so one was made twice`),
      ...(await audit(url)).map((fault) => `${name}: ${fault}`),
    );
    if (known.size !== acknowledged.length) found.push('two requests were answered with the same order');
  }
  return found;
}
