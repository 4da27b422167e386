import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { connect } from '#lib/db/connect';
import { projectRoot } from '#scripts/launcher/project-root';
import { type Figure, figures, type Row } from './figures.ts';
import type { Bench } from './measures.ts';
import { compare, median, spread } from './statistics.ts';
import { aligned, valuesOf } from './table.ts';

/** Where and with what a run was made. */
export interface Circumstances {
  date: string;
  commit: string;
  machine: string;
  node: string;
  postgres: string;
}

/** The circumstances of a run with this shop. */
export async function circumstances({ databaseUrl }: Bench): Promise<Circumstances> {
  const client = await connect(databaseUrl);
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version').finally(() => client.end());
  return {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { cwd: projectRoot, encoding: 'utf8' }).trim(),
    machine: `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 1e9)} GB`,
    node: process.version,
    postgres: rows[0]?.server_version ?? '',
  };
}

/** Writes all windows of all figures, for other programs. */
export function writeReport(file: string, report: object): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** A row with, of each figure, the median, the spread as a share of it, and the value of each window. */
export function summarised(row: Row): object {
  const summary = (values: number[]) => ({ median: median(values), spread: spread(values), values });
  return {
    name: row.name,
    ...Object.fromEntries(figuresOf(row).map((figure) => [figure, summary(valuesOf(row, figure))])),
    ...(row.ratio && { ratio: { to: row.ratio.to, ...summary(row.ratio.values) } }),
  };
}

const figuresOf = (row: Row): Figure[] =>
  (Object.keys(figures) as Figure[]).filter((figure) => valuesOf(row, figure).length > 0);

/** One figure of a measure before and after a change. */
export interface Change extends ReturnType<typeof compare> {
  measure: string;
  figure: Figure;
  before: number;
  after: number;
}

/** Compares every figure of the same measures of two shops. */
export function changesOf(before: Row[], after: Row[]): Change[] {
  return after.flatMap((row, index) =>
    figuresOf(row).map((figure): Change => {
      const [old, now] = [valuesOf(before[index] as Row, figure), valuesOf(row, figure)];
      const comparison = compare(old, now, figures[figure].better);
      return { measure: row.name, figure, before: median(old), after: median(now), ...comparison };
    }),
  );
}

/** The changes of the figures that always count, and of others where they are better or worse for certain. */
export function tableOfChanges(changes: Change[]): string {
  const shown = changes.filter(({ figure, verdict }) => figure === 'rate' || figure === 'cpu' || verdict !== 'same');
  const number = (value: number) => (value < 100 ? value.toPrecision(3) : value.toFixed(0));
  return aligned([
    ['measure', 'figure', 'before', 'after', 'after ÷ before', 'between', 'is'],
    ...shown.map(({ measure, figure, before, after, ratio, low, high, verdict }) => [
      measure,
      figures[figure].title,
      number(before),
      number(after),
      ratio.toFixed(3),
      `${low.toFixed(2)} and ${high.toFixed(2)}`,
      verdict,
    ]),
  ]);
}
