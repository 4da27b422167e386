import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupFailure } from '#scripts/processes/startup-failure';
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
}

const WARM_UP = 0.3;

/** Opens a shop of the tree in `root`, does `work` with it and closes it, whatever happens. */
export async function withShop<Result>(
  root: string,
  options: Omit<ShopOptions, 'folder'>,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'saldo-bench-'));
  const shop = startShop(root);
  try {
    const open = await shop.open({ ...options, folder });
    const floor = openFloor(open.databaseUrl, options.customers);
    try {
      return await work({ ...open, shop, floor });
    } finally {
      await floor.close();
    }
  } finally {
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Measures in rounds, in each of which every measure has one window, so that a minute in which the machine does something else as well does not
 * fall on one measure alone. A first round warms up. Throws after a round that left the books wrong.
 */
export async function measureInRounds(
  bench: Bench,
  measures: Measure[],
  { windows, seconds }: Size,
  say: (doing: string) => void,
): Promise<Row[]> {
  const rows = measures.map(({ name }): Row => ({ name, windows: [] }));
  for (let round = 0; round <= windows; round++) {
    for (const [index, measure] of measures.entries()) {
      say(`${round === 0 ? 'warming up' : `round ${round} of ${windows}`}, ${measure.name}`);
      const figures = await measure.window(bench, round === 0 ? seconds * WARM_UP : seconds);
      if (round > 0) rows[index]?.windows.push(figures);
    }
    say('auditing the books');
    await refuseFaults(bench);
  }
  return rows.map((row, index) => withRatio(row, measures[index]?.dividedBy, rows));
}

/** Throws unless the books are right. */
export async function refuseFaults({ shop }: Bench): Promise<void> {
  const faults = await shop.faults();
  if (faults.length > 0)
    throw new StartupFailure(`the books are wrong, so no figure counts:\n${faults.slice(0, 10).join('\n')}`);
}

function withRatio(row: Row, to: string | undefined, rows: Row[]): Row {
  const base = rows.find(({ name }) => name === to);
  if (!base) return row;
  return { ...row, ratio: { to: base.name, values: ratesOf(row.windows, base.windows) } };
}

/** The rate of each window divided by that of the window beside it. */
export const ratesOf = (windows: Figures[], beside: Figures[]): number[] =>
  windows.map(({ rate = Number.NaN }, index) => rate / (beside[index]?.rate ?? Number.NaN));
