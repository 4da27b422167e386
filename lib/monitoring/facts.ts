import { type QueueState, readQueues } from '#lib/broker/job-table';
import { log } from '#lib/log';
import { processWide } from '#lib/process-wide';
import { type Audit, readLastAudit } from './audits.ts';

/** What only the database knows: the same for every process. */
export interface Facts {
  queues: QueueState[];
  /** The last audit; undefined if there was none. */
  audit: Audit | undefined;
}

/** However many scrape, the database is asked this often at most. */
const FRESH_FOR_MS = 5_000;

/** Well below the ten seconds that Prometheus waits: where every connection is in use, the other metrics must still be seen. */
const ANSWER_WITHIN_MS = 3_000;

interface Kept {
  readAt: number;
  facts: Promise<Facts | null>;
}

/** The facts, at most five seconds old; null while the database is out of reach, or no connection is free for three seconds. */
export function databaseFacts(): Promise<Facts | null> {
  const kept = processWide('database-facts', (): Partial<Kept> => ({}));
  const now = performance.now();
  if (!kept.facts || now - (kept.readAt ?? 0) > FRESH_FOR_MS)
    Object.assign(kept, { readAt: now, facts: inTime(read()) });
  return kept.facts as Promise<Facts | null>;
}

function inTime(facts: Promise<Facts | null>): Promise<Facts | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS, null);
  });
  return Promise.race([facts, late]).finally(() => clearTimeout(timer));
}

async function read(): Promise<Facts | null> {
  try {
    const [queues, audit] = await Promise.all([readQueues(), readLastAudit()]);
    return { queues, audit };
  } catch (error) {
    log.warn({ err: error }, 'cannot read the state of the queues for the metrics');
    return null;
  }
}
