import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { endingWithParent } from '#scripts/processes/parent-death';
import { StartupFailure } from '#scripts/processes/startup-failure';
import type { Life } from '#scripts/processes/supervise';

export interface NodeProcess {
  name: string;
  /** Program and arguments for this Node. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** It does its work once it prints this line, or once this address answers 200. */
  readyWhen: { prints: string } | { answers: string };
  /** Gets what it prints, once it is ready; of the time before only stderr, or all in the fault when it never gets there. */
  log: (line: string) => void;
  onSpawn: (pid: number) => void;
}

/** A browser that keeps its live stream open must not keep the server from ending. */
const GRACE_MS = 5_000;
const REMEMBERED_LINES = 20;

/** Starts a Node program, which ends with this process where the platform can see to it. */
export function launchNode({ name, args, cwd, env, readyWhen, log, onSpawn }: NodeProcess): Life {
  const [program = process.execPath, ...rest] = [...endingWithParent('SIGTERM'), process.execPath, ...args];
  // A process group of its own: Ctrl-C in a terminal reaches the launcher alone, which ends all in the right order.
  const child = spawn(program, rest, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) onSpawn(child.pid);

  let isReady = false;
  const lastLines: string[] = [];
  const warnings: string[] = [];
  const printedReady = Promise.withResolvers<void>();
  const hear = (line: string, isWarning: boolean) => {
    lastLines.push(line);
    if (lastLines.length > REMEMBERED_LINES) lastLines.shift();
    if ('prints' in readyWhen && line.trim() === readyWhen.prints) printedReady.resolve();
    else if (isReady) log(`${name}: ${line}`);
    else if (isWarning) warnings.push(line);
  };
  createInterface(child.stdout).on('line', (line) => hear(line, false));
  createInterface(child.stderr).on('line', (line) => hear(line, true));

  const gone = new AbortController();
  const ended = howItEnds(child).finally(() => gone.abort());

  async function becomeReady(): Promise<void> {
    const sign = 'prints' in readyWhen ? printedReady.promise : untilAnswers(readyWhen.answers, gone.signal);
    await Promise.race([sign, ended]);
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
      // A paused process takes its signal only once it runs.
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
    // `next dev` and `node --watch` have children; after kill -9 those would stay, and keep the port.
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
    // None is left.
  }
}

async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(url, { signal });
      await response.body?.cancel();
      if (response.status === 200) return;
    } catch {
      // Nobody listens yet, or the process has ended.
    }
    await pause(50);
  }
}
