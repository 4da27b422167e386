import type { Figure, Row } from './figures.ts';
import { median, spread } from './statistics.ts';

/** The values of a figure in the windows that have it. */
export const valuesOf = ({ windows }: Row, figure: Figure): number[] =>
  windows.flatMap((window) => window[figure] ?? []).filter((value) => !Number.isNaN(value));

/** The table of a run: of each figure the median of its windows. */
export function tableOf(rows: Row[]): string {
  const middle = (row: Row, figure: Figure, digits = 0): string => {
    const values = valuesOf(row, figure);
    return values.length === 0 ? '' : median(values).toFixed(digits);
  };
  const joined = (row: Row, separator: string, digits: number, ...wanted: Figure[]): string => {
    const parts = wanted.map((figure) => middle(row, figure, digits));
    return parts.some((part) => part !== '') ? parts.map((part) => part || '–').join(separator) : '';
  };
  const columns: [string, (row: Row) => string][] = [
    ['measure', ({ name }) => name],
    ['per second', (row) => withSpread(valuesOf(row, 'rate'), 0)],
    ['÷', ({ ratio }) => (ratio ? `${withSpread(ratio.values, 2)} × ${ratio.to}` : '')],
    ['answer p50 / p99 ms', (row) => joined(row, ' / ', 1, 'answer50', 'answer99')],
    ['paid p50 / p99 ms', (row) => joined(row, ' / ', 0, 'paid50', 'paid99')],
    ['CPU µs: web · worker · Postgres', (row) => joined(row, ' · ', 0, 'web', 'worker', 'postgres')],
    ['= all', (row) => withSpread(valuesOf(row, 'cpu'), 0)],
    ['statements · transactions', (row) => joined(row, ' · ', 1, 'statements', 'transactions')],
    ['idle', (row) => idle(row)],
  ];
  const idle = (row: Row): string => {
    if (valuesOf(row, 'idleTransactions').length === 0) return '';
    const [transactions, cpu] = [middle(row, 'idleTransactions', 1), middle(row, 'idleCpu', 1)];
    return `${transactions} transactions/s, ${cpu} % of a core, ${joined(row, ' + ', 0, 'webMemory', 'workerMemory')} MB`;
  };
  return aligned([columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]);
}

/** The median with its spread in per cent. */
export function withSpread(values: number[], digits: number): string {
  if (values.length === 0) return '';
  return `${median(values).toFixed(digits)} ± ${(spread(values) * 100).toFixed(0)} %`;
}

/** Cells as a table of Markdown, whose columns are as wide as their widest cell. */
export function aligned([head = [], ...body]: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
