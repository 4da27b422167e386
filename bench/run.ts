import { StartupFailure } from '#scripts/processes/startup-failure';
import { temporaryFolder } from '#scripts/testing/temporary';
import type { Figures, Row } from './figures.ts';
import { openFloor } from './floor.ts';
import type { Bench, Measure } from './measures.ts';
import { startShop } from './remote.ts';
import type { ShopOptions } from './shop.ts';

/** How much is measured. */
export interface Size {
  /** Of each measure. */
  windows: number;
  /** Of one window. */
  seconds: number;
  /** The windows of the first round, which does not count, as a share of that; 0 for no such round. */
  warmUp: number;
}

type Say = (doing: string) => void;

/** A shop that is measured: everything but where its files lie. */
export type Opening = Omit<ShopOptions, 'folder'>;

/** Opens a shop of the tree in `root`, does `work` with it and closes it, whatever happens. */
export async function withShop<Result>(
  root: string,
  opening: Opening,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const shop = startShop(root);
  try {
    const open = await shop.open({ ...opening, folder: temporaryFolder() });
    const floor = openFloor(open.databaseUrl, opening.customers);
    try {
      return await work({ ...open, shop, floor });
    } finally {
      await floor.close();
    }
  } finally {
    await shop.close();
  }
}

/**
 * Measures in rounds, in each of which every measure has one window, so that a minute in which the machine does something else as well does not
 * fall on one measure alone. A first round warms up. Throws after a round that left the books wrong.
 */
export async function measureInRounds(bench: Bench, measures: Measure[], size: Size, say: Say): Promise<Row[]> {
  const [rows] = await measureTogether([bench], measures, size, say);
  return (rows ?? []).map((row, index, all) => withRatio(row, measures[index]?.dividedBy, all));
}

/** Measures two shops in turn: both have each window right after the other, in an order that changes with the round. */
export async function measureInPairs(
  before: Bench,
  after: Bench,
  measures: Measure[],
  size: Size,
  say: Say,
): Promise<{ before: Row[]; after: Row[] }> {
  const [first = [], second = []] = await measureTogether([before, after], measures, size, say);
  return { before: first, after: second };
}

async function measureTogether(benches: Bench[], measures: Measure[], size: Size, say: Say): Promise<Row[][]> {
  const rows = benches.map(() => measures.map(({ name }): Row => ({ name, windows: [] })));
  for (let round = size.warmUp > 0 ? 0 : 1; round <= size.windows; round++) {
    const seconds = round === 0 ? size.seconds * size.warmUp : size.seconds;
    const turns = [...benches.entries()];
    if (round % 2 === 0) turns.reverse();
    for (const [index, measure] of measures.entries()) {
      say(`${round === 0 ? 'warming up' : `round ${round} of ${size.windows}`}, ${measure.name}`);
      for (const [turn, bench] of turns) {
        const figures = await measure.window(bench, seconds);
        if (round > 0) rows[turn]?.[index]?.windows.push(figures);
      }
    }
    say('auditing the books');
    for (const bench of benches) await refuseFaults(bench);
  }
  return rows;
}

/** Throws unless the books are right. */
export async function refuseFaults({ shop }: Bench): Promise<void> {
  const faults = await shop.faults();
  if (faults.length > 0)
    throw new StartupFailure(`the books are wrong, so no figure counts:\n${faults.slice(0, 10).join('\n')}`);
}

function withRatio(row: Row, to: string | undefined, rows: Row[]): Row {
  const base = rows.find(({ name }) => name === to);
  return base ? { ...row, ratio: { to: base.name, values: ratios(row.windows, base.windows) } } : row;
}

/** The rate of each window divided by that of the window beside it. */
export const ratios = (windows: Figures[], beside: Figures[]): number[] =>
  windows.map(({ rate = Number.NaN }, index) => rate / (beside[index]?.rate ?? Number.NaN));
