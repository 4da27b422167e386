import { parseArgs } from 'node:util';
import { runCommand } from '#scripts/processes/run-command';
import { run } from '#scripts/testing/command';
import { orderLatency } from '#scripts/testing/order-latency';
import { findPgBouncer } from '#scripts/testing/pgbouncer';
import { serveApp } from '#scripts/testing/served-app';

/** Through PgBouncer an order may take this many times as long as without. */
const SLOWER_AT_MOST = 2;

/**
 * `npm run test:pgbouncer` runs the HTTP tests with a real PgBouncer in transaction mode before the database, and compares
 * how long an order takes with and without it. Exit code 1 if a test fails or an order takes too long.
 */
await runCommand('test:pgbouncer', async () => {
  parseArgs();
  console.log(findPgBouncer().shown);
  const suite = await run('vitest', ['run', '--project=http', 'e2e/http'], {
    show: true,
    env: { TEST_POOLER: 'with-direct-url' },
  });
  const direct = await p50With('');
  const pooled = await p50With('with-direct-url');
  const alone = await p50With('alone');
  console.log(`An order at the median: ${direct} ms without PgBouncer, ${pooled} ms through it, and`);
  console.log(`${alone} ms through it where DATABASE_DIRECT_URL is not set.`);
  const isFast = pooled <= SLOWER_AT_MOST * direct;
  if (!isFast) console.error(`Through PgBouncer an order takes more than ${SLOWER_AT_MOST} times as long.`);
  return suite.succeeded && isFast;
});

async function p50With(pooler: string): Promise<number> {
  process.env.TEST_POOLER = pooler;
  const app = await serveApp();
  try {
    return Math.round((await orderLatency(app.url)).p50 * 10) / 10;
  } finally {
    await app.stop();
  }
}
