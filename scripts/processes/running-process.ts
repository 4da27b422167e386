import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * The time at which a process started, which distinguishes it from a later one with the same id. Undefined if it does
 * not run.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may itself contain blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTicks] = [fields[0], fields[19]];
    if (state === 'Z') return undefined;
    // Ticks count from the boot of the machine.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startTicks}`;
  } catch {
    // No such process.
    return undefined;
  }
}

/** The command line of a running process; empty if there is none, or if the platform does not reveal it. */
export function commandLineOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=') ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No such process.
    return '';
  }
}

/**
 * Sends the process each signal in turn until it is gone, waiting up to `graceMs` after each. Does nothing if its
 * identity differs.
 */
export async function endProcess(
  pid: number,
  identity: string,
  signals: NodeJS.Signals[],
  graceMs: number,
): Promise<void> {
  for (const signal of signals) {
    if (identityOf(pid) !== identity) return;
    try {
      process.kill(pid, signal);
      // A paused process handles signals only after it continues.
      process.kill(pid, 'SIGCONT');
    } catch {
      // It has just ended.
      return;
    }
    const deadline = Date.now() + graceMs;
    while (identityOf(pid) === identity && Date.now() < deadline) await pause(20);
  }
}

function ps(pid: number, field: string): string | undefined {
  try {
    const output = execFileSync('ps', ['-ww', '-o', field, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.trim() || undefined;
  } catch {
    // ps exits with 1 if the process does not exist.
    return undefined;
  }
}
