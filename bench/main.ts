import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#scripts/launcher/project-root';
import { runCommand } from '#scripts/processes/run-command';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { withCommit } from './against.ts';
import { type Measure, measures } from './measures.ts';
import { progress } from './progress.ts';
import { changesOf, circumstances, summarised, tableOfChanges, writeReport } from './report.ts';
import { measureInPairs, measureInRounds, type Opening, type Size, withShop } from './run.ts';
import { ORDINARY, scenarios } from './scenarios.ts';
import { tableOf } from './table.ts';

// `npm run bench` measures the shop on this machine: docs/performance.md says how, and how to read its tables.

interface Mode extends Size {
  opening: Opening;
  includes(measure: Measure): boolean;
}

const all = () => true;
/** One of each kind. */
const atFullLoad = ({ name }: Measure) => !/, (1|16|256)$/.test(name);
const aloneOrAtFullLoad = ({ name }: Measure) => !/, (16|256)$/.test(name);

const modes = {
  smallest: {
    ...{ windows: 1, seconds: 0.2, warmUp: 0 },
    includes: atFullLoad,
    opening: { ...ORDINARY, customers: 200, tokens: 64 },
  },
  short: { windows: 3, seconds: 0.75, warmUp: 0.3, includes: all, opening: ORDINARY },
  full: { windows: 5, seconds: 4, warmUp: 0.3, includes: all, opening: ORDINARY },
  // Fewer pairs than six prove nothing.
  against: { windows: 6, seconds: 1.5, warmUp: 0.3, includes: aloneOrAtFullLoad, opening: ORDINARY },
} satisfies Record<string, Mode>;

const { values: given } = parseArgs({
  options: {
    /** Longer windows, and what needs a shop of its own. */
    full: { type: 'boolean', default: false },
    /** Whether everything can be measured, as `npm test` wants to know. */
    smallest: { type: 'boolean', default: false },
    /** Compares this tree with another commit. */
    against: { type: 'string' },
    /** Measures only what has this in its name, and what that is divided by. */
    only: { type: 'string', default: '' },
    windows: { type: 'string' },
    seconds: { type: 'string' },
    /** A file for all windows. */
    json: { type: 'string' },
  },
});
const name = given.against ? 'against' : given.full ? 'full' : given.smallest ? 'smallest' : 'short';
const mode: Mode = modes[name];
const size: Size = {
  windows: Number(given.windows ?? mode.windows),
  seconds: Number(given.seconds ?? mode.seconds),
  warmUp: mode.warmUp,
};
const file = given.json ?? path.join(projectRoot, `.saldo/bench-${name}.json`);
const say = progress();

await runCommand('bench', async () => {
  if (chosen().length === 0 && !scenarios.some(({ name }) => given.full && name.includes(given.only)))
    throw new StartupFailure(`nothing that is measured has "${given.only}" in its name; docs/performance.md lists it`);
  if (given.against === undefined) await measureThis();
  else await withCommit(given.against, compareWith);
  return true;
});
say('');

/** The measures that were asked for, with those that they are divided by. */
function chosen(): Measure[] {
  const named = measures.filter((measure) => mode.includes(measure) && measure.name.includes(given.only));
  return measures.filter(
    (measure) => named.includes(measure) || named.some(({ dividedBy }) => dividedBy === measure.name),
  );
}

async function measureThis(): Promise<void> {
  say('building and opening the shop');
  const { rows, ...where } = await withShop(projectRoot, mode.opening, async (bench) => ({
    ...(await circumstances(bench)),
    rows: await measureInRounds(bench, chosen(), size, say),
  }));
  for (const { name, measure } of given.full ? scenarios : [])
    if (name.includes(given.only)) rows.push(...(await measure(size, say)));
  say('');
  console.log(`${Object.values(where).join(', ')}\n\n${tableOf(rows)}`);
  writeReport(file, { ...where, ...size, rows: rows.map(summarised) });
  console.log(`\nThe books are right. All windows: ${file}`);
}

async function compareWith(root: string): Promise<void> {
  say('building and opening both shops');
  await withShop(root, mode.opening, (before) =>
    withShop(projectRoot, mode.opening, async (after) => {
      const where = await circumstances(after);
      const rows = await measureInPairs(before, after, chosen(), size, say);
      const changes = changesOf(rows.before, rows.after);
      say('');
      console.log(`${Object.values(where).join(', ')}, against ${given.against}\n\n${tableOfChanges(changes)}`);
      writeReport(file, {
        ...{ ...where, against: given.against, ...size, changes },
        ...{ before: rows.before.map(summarised), after: rows.after.map(summarised) },
      });
      console.log(`\nThe books of both are right. All windows: ${file}`);
    }),
  );
}
