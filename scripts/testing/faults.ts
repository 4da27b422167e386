import pg from 'pg';

/**
 * What may happen at a statement: it fails; the process ends before the database receives it; the process ends after
 * the database has executed it, but before the result arrives.
 */
export const faults = ['the statement fails', 'a crash before it', 'a crash after it'] as const;
export type Fault = (typeof faults)[number];

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
type Done = (error: Error | null, result?: unknown) => void;

/** Statements with this comment are not counted, and neither are signals. */
export const UNCOUNTED = '/* of the test */';

/**
 * Injects a fault at the n-th statement that this process sends from now on. After a crash no statement gets through
 * until `end`, which returns whether the n-th statement was reached.
 */
export function faultAt(n: number, fault: Fault): { end(): boolean } {
  const original = pg.Client.prototype.query as Query;
  let sent = 0;
  let crashed = false;
  const crash = (client: pg.Client) => {
    crashed = true;
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  };

  const faulty: Query = function (...args) {
    const text = typeof args[0] === 'string' ? args[0] : ((args[0] as { text?: string }).text ?? '');
    if (text.includes(UNCOUNTED) || text.includes('pg_notify') || text.startsWith('LISTEN')) {
      return original.apply(this, args);
    }
    if (crashed) crash(this);
    sent++;
    if (sent !== n) return original.apply(this, args);
    if (fault === 'the statement fails') return original.call(this, 'SELECT 1 / 0', ...args.slice(-1).filter(isDone));
    if (fault === 'a crash before it') crash(this);
    else return crashingAfter(this, args);
    return original.apply(this, args);
  };

  function crashingAfter(client: pg.Client, args: unknown[]): unknown {
    const lost = new Error('the process ended');
    const done = args.at(-1);
    if (!isDone(done)) {
      return (original.apply(client, args) as Promise<unknown>).finally(() => {
        crash(client);
        throw lost;
      });
    }
    return original.call(client, ...args.slice(0, -1), () => {
      crash(client);
      done(lost);
    });
  }

  pg.Client.prototype.query = faulty as typeof pg.Client.prototype.query;
  return {
    end() {
      pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
      return sent >= n;
    },
  };
}

const isDone = (argument: unknown): argument is Done => typeof argument === 'function';
