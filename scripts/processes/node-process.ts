import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { endingWithParent } from '#scripts/processes/parent-death';
import { StartupFailure } from '#scripts/processes/startup-failure';
import type { Run } from '#scripts/processes/supervise';

export interface NodeProcess {
  name: string;
  /** Program and arguments for this Node. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** The process is ready once it prints this line, or once this address answers 200. */
  readyWhen: { prints: string } | { answers: string };
  /**
   * Called with the lines that the process prints: with those of stderr from the time before it is ready, and with all
   * of them afterwards.
   */
  log: (line: string) => void;
  onSpawn: (pid: number) => void;
}

/** Browsers with an open event stream must not delay the end of the server beyond this. */
const GRACE_MS = 5_000;
const REMEMBERED_LINES = 20;

/** Starts a Node program. Where the platform supports it, the program ends with this process. */
export function launchNode({ name, args, cwd, env, readyWhen, log, onSpawn }: NodeProcess): Run {
  const [program = process.execPath, ...rest] = [...endingWithParent('SIGTERM'), process.execPath, ...args];
  // In a process group of its own, so that Ctrl-C reaches only the launcher, which ends everything in the right order.
  const child = spawn(program, rest, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) onSpawn(child.pid);

  let isReady = false;
  const lastLines: string[] = [];
  const warnings: string[] = [];
  const printedReady = Promise.withResolvers<void>();
  const onLine = (line: string, isWarning: boolean) => {
    lastLines.push(line);
    if (lastLines.length > REMEMBERED_LINES) lastLines.shift();
    if ('prints' in readyWhen && line.trim() === readyWhen.prints) printedReady.resolve();
    else if (isReady) log(`${name}: ${line}`);
    else if (isWarning) warnings.push(line);
  };
  createInterface(child.stdout).on('line', (line) => onLine(line, false));
  createInterface(child.stderr).on('line', (line) => onLine(line, true));

  const gone = new AbortController();
  const ended = howItEnds(child).finally(() => gone.abort());

  async function becomeReady(): Promise<void> {
    const ready = 'prints' in readyWhen ? printedReady.promise : untilAnswers(readyWhen.answers, gone.signal);
    await Promise.race([ready, ended]);
    if (gone.signal.aborted) {
      throw new StartupFailure(`The ${name} process does not start (${await ended}):\n${lastLines.join('\n')}`);
    }
    isReady = true;
    for (const line of warnings) log(`${name}: ${line}`);
  }

  return {
    pid: child.pid,
    ready: becomeReady(),
    ended,
    async end() {
      child.kill('SIGTERM');
      // A paused process handles signals only after it continues.
      child.kill('SIGCONT');
      const timer = setTimeout(() => killGroup(child), GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function howItEnds(child: ChildProcess): Promise<string> {
  const printedAll = once(child, 'close');
  printedAll.catch(() => undefined);
  try {
    const [code, signal] = await once(child, 'exit');
    // The children of `next dev` and `node --watch` would survive a kill -9, and keep the port.
    killGroup(child);
    await printedAll;
    return signal === null ? `code ${code}` : String(signal);
  } catch (error) {
    return (error as Error).message;
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(url, { signal });
      await response.body?.cancel();
      if (response.status === 200) return;
    } catch {
      // Nothing listens yet, or the process has ended.
    }
    await pause(50);
  }
}
