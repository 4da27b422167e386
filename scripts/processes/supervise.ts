import { setTimeout as pause } from 'node:timers/promises';

/** One run of a supervised process, from its launch to its end. */
export interface Run {
  /** Undefined until the process has started. */
  readonly pid: number | undefined;
  /** Resolves when it is ready; rejects if it ends before. */
  ready: Promise<void>;
  /** Resolves to how it ended, once it is gone. */
  ended: Promise<string>;
  /** Ends it gracefully; resolves when it is gone. */
  end(): Promise<void>;
}

/** A process that is started again whenever it ends unasked. */
export interface Supervised {
  /** Undefined while the process is down. */
  readonly pid: number | undefined;
  /** Resolves when the first run is ready; rejects if that run ends before, which is not retried. */
  readonly ready: Promise<void>;
  /** Sends a signal to the current run, to simulate a crash or a pause; the supervision continues. */
  kill(signal: NodeJS.Signals): void;
  /** Ends the current run with `signal` and starts the next without delay; resolves when that one is ready. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  /** Ends the process for good. */
  stop(): Promise<void>;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;
/** A run of this length was healthy: the delay starts from the first one again. */
const HEALTHY_MS = 3_000;

/** Launches a process and keeps it running: it restarts after a crash, with growing delays after repeated crashes. */
export function supervise(name: string, launch: () => Run, log: (line: string) => void): Supervised {
  let current: Run | undefined = launch();
  let stopped = false;
  let delayMs = FIRST_DELAY_MS;
  let wake = new AbortController();
  let next = Promise.withResolvers<Run>();
  const firstReady = current.ready;
  // Callers of `ready` see the error; without a caller it must not count as unhandled.
  firstReady.catch(() => undefined);

  async function keepRunning(first: Run): Promise<void> {
    let run = first;
    const startedWell = await firstReady.then(
      () => true,
      () => false,
    );
    while (startedWell && !stopped) {
      const startedAt = Date.now();
      const how = await run.ended;
      current = undefined;
      if (stopped) return;
      if (Date.now() - startedAt > HEALTHY_MS) delayMs = FIRST_DELAY_MS;
      log(`${name} ended (${how}); starts again in ${delayMs / 1000} s`);
      await pause(delayMs, undefined, { signal: wake.signal }).catch(() => undefined);
      if (stopped) return;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
      run = launch();
      current = run;
      run.ready.then(
        () => log(`${name} runs again`),
        (error: Error) => stopped || log(error.message),
      );
      wake = new AbortController();
      next.resolve(run);
      next = Promise.withResolvers<Run>();
    }
  }
  const supervision = keepRunning(current);

  function kill(signal: NodeJS.Signals): void {
    if (current?.pid === undefined) return;
    try {
      process.kill(current.pid, signal);
    } catch {
      // It has just ended.
    }
  }

  return {
    get pid() {
      return current?.pid;
    },
    ready: firstReady,
    kill,
    async restart(signal = 'SIGTERM') {
      const ready = next.promise.then((run) => run.ready);
      wake.abort();
      kill(signal);
      await ready;
    },
    async stop() {
      stopped = true;
      wake.abort();
      await current?.end();
      await supervision;
      current = undefined;
    },
  };
}
