import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A running command of `scripts/commands`. */
export interface Started {
  /** What it has printed so far, including errors. */
  readonly printed: string;
  /** Resolves once the output matches; rejects if the command ends before. */
  prints(wanted: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves to its exit code, or null after a signal. */
  ended: Promise<number | null>;
}

/**
 * Starts a command as npm does, with `folder` for its settings and data, and with no settings of this machine but
 * `settings`. It stops when this process ends, as it does when npm ends.
 */
export function startCommand(
  name: string,
  folder: string,
  settings: Record<string, string> = {},
  args: readonly string[] = [],
): Started {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../commands', name), ...args], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      npm_lifecycle_event: 'start',
      INIT_CWD: folder,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
      for (const look of waiting) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    get printed() {
      return printed;
    },
    prints: (wanted) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = wanted.exec(printed);
          if (found) resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then((code) => reject(new Error(`${name} ended with code ${code}:\n${printed}`)));
      }),
    kill: (signal) => child.kill(signal),
    ended,
  };
}

/**
 * The ids of all processes that a start in `folder` has started, itself included: they inherit a variable that npm
 * sets.
 */
export function processesOf(folder: string): number[] {
  const variable = `INIT_CWD=${folder}`;
  if (process.platform !== 'linux') {
    const all = execFileSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
    return all.filter((line) => line.includes(variable)).map((line) => Number.parseInt(line, 10));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && environmentOf(name).split('\0').includes(variable))
    .map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // It has just ended, or belongs to another account.
    return '';
  }
}
