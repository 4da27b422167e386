import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '#lib/db/connect';
import { projectRoot } from '#scripts/launcher/project-root';
import { runCommand } from '#scripts/processes/run-command';
import { type Figure, figures, type Row } from './figures.ts';
import { type Bench, measures } from './measures.ts';
import { progress } from './progress.ts';
import { measureInRounds, type Size, withShop } from './run.ts';
import { median, spread } from './statistics.ts';
import { tableOf, valuesOf } from './table.ts';

// `npm run bench` measures the shop on this machine: docs/performance.md says how, and how to read its table.

const SIZES: Record<'smallest' | 'short' | 'full', Size> = {
  smallest: { windows: 1, seconds: 0.2 },
  short: { windows: 3, seconds: 0.75 },
  full: { windows: 5, seconds: 4 },
};

await runCommand('bench', async () => {
  const { values: given } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      /** Measures only what has this in its name, and what that is divided by. */
      only: { type: 'string', default: '' },
      windows: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'string', default: path.join(projectRoot, '.saldo/bench.json') },
    },
  });
  const size = { ...SIZES[given.full ? 'full' : 'short'] };
  if (given.windows) size.windows = Number(given.windows);
  if (given.seconds) size.seconds = Number(given.seconds);
  const named = measures.filter(({ name }) => name.includes(given.only));
  const wanted = measures.filter(
    (measure) => named.includes(measure) || named.some(({ dividedBy }) => dividedBy === measure.name),
  );
  const say = progress();
  const shop = { processes: 1, customers: 10_000, tokens: 1_000, orders: 0 };
  say('building and opening the shop');
  const [rows, versions] = await withShop(projectRoot, shop, async (bench) => [
    await measureInRounds(bench, wanted, size, say),
    await versionsOf(bench),
  ]);
  say('');
  console.log(tableOf(rows));
  mkdirSync(path.dirname(given.json), { recursive: true });
  writeFileSync(given.json, JSON.stringify({ ...versions, ...size, rows: rows.map(plain) }, null, 2));
  console.log(`\nThe books are right. All windows: ${given.json}`);
  return true;
});

async function versionsOf({ databaseUrl }: Bench): Promise<object> {
  const client = await connect(databaseUrl);
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version').finally(() => client.end());
  const [cpu] = cpus();
  return {
    date: new Date().toISOString(),
    machine: `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 1e9)} GB`,
    node: process.version,
    postgres: rows[0]?.server_version,
  };
}

/** A row for other programs: of each figure the median, its spread as a share of it, and the value of each window. */
function plain(row: Row): object {
  const all = (Object.keys(figures) as Figure[]).map((figure) => [figure, valuesOf(row, figure)] as const);
  const summary = (values: number[]) => ({ median: median(values), spread: spread(values), values });
  return {
    name: row.name,
    ...Object.fromEntries(all.filter(([, values]) => values.length > 0).map(([figure, v]) => [figure, summary(v)])),
    ...(row.ratio && { ratio: { to: row.ratio.to, ...summary(row.ratio.values) } }),
  };
}
