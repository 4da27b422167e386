import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { workers } from '#drizzle/schema/broker';
import { run } from '#lib/db/pool';
import { bare, statement } from '#lib/db/statement';
import { newId } from '#lib/ids';
import { log } from '#lib/log';

const BEAT_INTERVAL_MS = 5_000;
/** Three beats. */
const LATELY = sql`interval '15 seconds'`;
const FORGOTTEN = sql`interval '1 hour'`;

const beat = statement<unknown, { id: string }>(
  sql`INSERT INTO ${workers} (${bare(workers.id)}) VALUES (${sql.placeholder('id')})
    ON CONFLICT (${bare(workers.id)}) DO UPDATE SET ${bare(workers.seenAt)} = now()`,
);
const leave = statement<unknown, { id: string }>(
  sql`DELETE FROM ${workers} WHERE ${workers.id} = ${sql.placeholder('id')} OR ${workers.seenAt} < now() - ${FORGOTTEN}`,
);
const seenLately = statement<{ seen: number }>(
  sql`SELECT count(*)::int AS seen FROM ${workers} WHERE ${workers.seenAt} > now() - ${LATELY}`,
);

/** Shows every few seconds that a worker runs in this process, until it stops. */
export async function showPresence(stopping: AbortSignal): Promise<void> {
  const id = newId();
  const attempt = (step: typeof beat) =>
    run(step, { id }).catch((error: Error) => log.warn({ err: error }, 'cannot show that this worker runs'));
  while (!stopping.aborted) {
    await attempt(beat);
    await delay(BEAT_INTERVAL_MS, undefined, { signal: stopping }).catch(() => {}); // aborted: the process stops
  }
  await attempt(leave);
}

/** How many workers were seen within the last 15 seconds. */
export async function workersSeen(): Promise<number> {
  const [{ seen } = { seen: 0 }] = await run(seenLately, {});
  return seen;
}
