import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess, identityOf } from '#scripts/processes/running-process';

/** The processes of one launcher, kept in a file so that the next start finds what a killed one left behind. */
interface Run {
  launcher: RunningProcess;
  processes: Record<string, RunningProcess>;
}

interface RunningProcess {
  pid: number;
  /** Distinguishes it from a later process with the same id. */
  identity: string | undefined;
}

export interface RunRecord {
  /** Records a process under its name, replacing its predecessor. */
  add(name: string, pid: number): void;
  /** Kills everything that still runs, for a stop that cannot wait. */
  killAll(): void;
  /** Removes the record, after everything has ended in order. */
  close(): void;
}

const GRACE_MS = 5_000;

/** Opens the record of this process in `folder`. */
export function openRunRecord(folder: string): RunRecord {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}.json`);
  const run: Run = { launcher: identified(process.pid), processes: {} };
  return {
    add(name, pid) {
      run.processes[name] = identified(pid);
      // Renaming is atomic, so a reader never sees half a file.
      writeFileSync(`${file}.new`, JSON.stringify(run));
      renameSync(`${file}.new`, file);
    },
    killAll() {
      for (const each of Object.values(run.processes)) if (isRunning(each)) process.kill(each.pid, 'SIGKILL');
    },
    close: () => rmSync(file, { force: true }),
  };
}

/** Ends the processes of launchers that are gone. Those of a running launcher stay. */
export async function endOrphans(folder: string, log: (line: string) => void): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (!name.endsWith('.json')) continue;
    const run = readRun(file);
    if (run && isRunning(run.launcher)) continue;
    for (const [role, { pid, identity }] of Object.entries(run?.processes ?? {})) {
      if (!isRunning({ pid, identity }) || identity === undefined) continue;
      log(`Ending the ${role} process ${pid} of a start that was killed`);
      await endProcess(pid, identity, ['SIGTERM', 'SIGKILL'], GRACE_MS);
    }
    rmSync(file, { force: true });
  }
}

/** Undefined if a power failure or a full disk truncated the record. Nothing of that start can still run. */
function readRun(file: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function identified(pid: number): RunningProcess {
  return { pid, identity: identityOf(pid) };
}

function isRunning({ pid, identity }: RunningProcess): boolean {
  return identity !== undefined && identityOf(pid) === identity;
}
