import { readdirSync, readFileSync } from 'node:fs';

// What the kernel says of processes; nothing where there is no /proc.

const TICKS_PER_SECOND = 100;
const isSupported = process.platform === 'linux';

/** Seconds of processor time that trees of processes have used so far, with that of their ended children. */
export function cpuSeconds(roots: number[]): number {
  if (!isSupported) return Number.NaN;
  return treesOf(roots).reduce((sum, pid) => sum + secondsOf(pid), 0);
}

/** Resident memory of trees of processes in MB; pages that they share count for each. */
export function memory(roots: number[]): number {
  if (!isSupported) return Number.NaN;
  const kilobytes = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0);
  return treesOf(roots).reduce((sum, pid) => sum + kilobytes(pid), 0) / 1_000;
}

/** A file of a process; empty if it has just ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** The fields of its state from the third, which follows the name of the program in parentheses. */
function fieldsOf(pid: number): string[] {
  const stat = read(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** User and system time of a process, and of the children that it has waited for. */
const secondsOf = (pid: number): number =>
  fieldsOf(pid)
    .slice(11, 15)
    .reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;

function treesOf(roots: number[]): number[] {
  const parents = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .map((pid) => [pid, Number(fieldsOf(pid)[1])] as const);
  const found = new Set(roots);
  for (const root of roots)
    if (!parents.some(([pid]) => pid === root)) throw new Error(`process ${root} ended while it was measured`);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}
