import { setTimeout as delay } from 'node:timers/promises';
import { onSignal, pollIntervalMs } from '#lib/db/signals';
import { log } from '#lib/log';
import { processWide } from '#lib/process-wide';
import { type LoggedMessage, readReplies } from './message-log.ts';

interface Waiter {
  since: number;
  resolve(reply: LoggedMessage): void;
}

/**
 * The requests of this process that wait for a reply, by correlation id. Repeats of a request wait under the same id.
 */
const waiting = () =>
  processWide('reply-waiters', () => {
    const waiters = new Map<string, Set<Waiter>>();
    onSignal('reply', (keys) => void collect(waiters, keys ?? [...waiters.keys()]));
    void collectOverdue(waiters);
    return waiters;
  });

/** Signals may be lost, or not get through at all, so replies that are overdue are looked for. */
async function collectOverdue(waiters: Map<string, Set<Waiter>>): Promise<never> {
  for (;;) {
    await delay(pollIntervalMs(), undefined, { ref: false });
    await collect(waiters, overdue(waiters));
  }
}

/** A reply that somebody waits for. */
export interface ExpectedReply {
  /** Resolves with the reply, or with null after `timeoutMs`. */
  within(timeoutMs: number): Promise<LoggedMessage | null>;
}

/**
 * Starts waiting for the reply to a request. Call it before the request is published, or the reply may come unnoticed;
 * then await `within`, or call `forget` if the request was not published.
 */
export function expectReply(correlationId: string): ExpectedReply & { forget(): void } {
  const waiters = waiting();
  let resolve!: (reply: LoggedMessage) => void;
  const reply = new Promise<LoggedMessage>((settle) => {
    resolve = settle;
  });
  const waiter = { since: Date.now(), resolve };
  waiters.set(correlationId, (waiters.get(correlationId) ?? new Set()).add(waiter));
  const forget = () => {
    const set = waiters.get(correlationId);
    set?.delete(waiter);
    if (set?.size === 0) waiters.delete(correlationId);
  };
  return {
    forget,
    async within(timeoutMs) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<null>((settle) => {
        timer = setTimeout(settle, timeoutMs, null);
      });
      try {
        return await Promise.race([reply, timeout]);
      } finally {
        clearTimeout(timer);
        forget();
      }
    },
  };
}

const overdue = (waiters: Map<string, Set<Waiter>>): string[] =>
  [...waiters]
    .filter(([, set]) => [...set].some(({ since }) => Date.now() - since >= pollIntervalMs()))
    .map(([id]) => id);

/** Reads the replies under these correlation ids in one query and hands them to whoever waits for them. */
async function collect(waiters: Map<string, Set<Waiter>>, correlationIds: string[]): Promise<void> {
  const awaited = correlationIds.filter((id) => waiters.has(id));
  if (awaited.length === 0) return;
  try {
    for (const reply of await readReplies(awaited))
      for (const waiter of waiters.get(reply.correlationId) ?? []) waiter.resolve(reply);
  } catch (error) {
    log.warn({ err: error }, 'cannot read replies; trying again within a second');
  }
}
