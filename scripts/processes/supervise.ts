import { setTimeout as pause } from 'node:timers/promises';

/** One life of a supervised process, from its launch to its end. */
export interface Life {
  /** Undefined until it is known. */
  readonly pid: number | undefined;
  /** Resolves when it does its work; rejects when it ends before. */
  ready: Promise<void>;
  /** Resolves when it is gone, to how it ended. */
  ended: Promise<string>;
  /** Ends it in order; resolves when it is gone. */
  end(): Promise<void>;
}

/** A process that is started again whenever it ends by itself. */
export interface Supervised {
  /** Process id of the present life; undefined while it is down. */
  readonly pid: number | undefined;
  /** The first life does its work; rejects when that one ends before, which is not repeated. */
  readonly ready: Promise<void>;
  /** Sends a signal to the present life, as a crash or a pause would come; the supervision goes on. */
  kill(signal: NodeJS.Signals): void;
  /** Ends the present life by `signal` and starts the next without delay; resolves when that one is ready. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10_000;
/** A life of this length was healthy: the next delay is the first one again. */
const HEALTHY_MS = 3_000;

/** Launches a process and keeps it running: after a crash it starts again, after repeated crashes ever later. */
export function supervise(name: string, launch: () => Life, log: (line: string) => void): Supervised {
  let life: Life | undefined = launch();
  let stopped = false;
  let delayMs = FIRST_DELAY_MS;
  let wake = new AbortController();
  let nextLife = Promise.withResolvers<Life>();
  const firstReady = life.ready;
  // Whoever asks for it sees the fault.
  firstReady.catch(() => undefined);

  async function keepRunning(first: Life): Promise<void> {
    let present = first;
    const startedWell = await firstReady.then(
      () => true,
      () => false,
    );
    while (startedWell && !stopped) {
      const bornAt = Date.now();
      const how = await present.ended;
      life = undefined;
      if (stopped) return;
      if (Date.now() - bornAt > HEALTHY_MS) delayMs = FIRST_DELAY_MS;
      log(`${name} ended (${how}); starts again in ${delayMs / 1000} s`);
      await pause(delayMs, undefined, { signal: wake.signal }).catch(() => undefined);
      if (stopped) return;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
      present = launch();
      life = present;
      present.ready.then(
        () => log(`${name} runs again`),
        (error: Error) => stopped || log(error.message),
      );
      wake = new AbortController();
      nextLife.resolve(present);
      nextLife = Promise.withResolvers<Life>();
    }
  }
  const supervision = keepRunning(life);

  function kill(signal: NodeJS.Signals): void {
    if (life?.pid === undefined) return;
    try {
      process.kill(life.pid, signal);
    } catch {
      // It ended just now.
    }
  }

  return {
    get pid() {
      return life?.pid;
    },
    ready: firstReady,
    kill,
    async restart(signal = 'SIGTERM') {
      const next = nextLife.promise;
      wake.abort();
      kill(signal);
      await (await next).ready;
    },
    async stop() {
      stopped = true;
      wake.abort();
      await life?.end();
      await supervision;
      life = undefined;
    },
  };
}
