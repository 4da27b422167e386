import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What tells this process from a later one that was given the same id: the time of its start. Undefined when no such
 * process runs.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything, blanks and brackets too.
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

/** The command line of a running process; empty when there is none, or when the platform does not tell. */
export function commandLineOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=') ?? '';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // No such process.
    return '';
  }
}

/** Ends the process `pid` by each signal in turn, waiting `graceMs` after each. Does nothing when `identity` is not its own. */
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
      // A paused process takes its signal only once it runs.
      process.kill(pid, 'SIGCONT');
    } catch {
      // It ended just now.
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
    // ps answers 1 for a process that does not exist.
    return undefined;
  }
}
