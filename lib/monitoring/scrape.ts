import { allQueues, deadLetterOf } from '#lib/broker/queues';
import { pool } from '#lib/db/pool';
import { type Metrics, metrics } from '#lib/metrics';
import { version } from '#lib/version';
import { databaseFacts, type Facts } from './facts.ts';
import { observeProcess } from './process.ts';

export type Role = 'web' | 'worker';

/** All metrics of this process in the text format of Prometheus. They are served while the database is out of reach too. */
export async function scrape(role: Role): Promise<{ text: string; contentType: string }> {
  const current = metrics();
  observeProcess(current);
  current.build.set({ version, role }, 1);
  setPool(current);
  setFacts(current, await databaseFacts());
  return { text: await current.registry.metrics(), contentType: current.registry.contentType };
}

function setPool({ pool: connections, poolMax, poolWaiting }: Metrics): void {
  const { totalCount, idleCount, waitingCount, options } = pool();
  connections.set({ state: 'idle' }, idleCount);
  connections.set({ state: 'in-use' }, totalCount - idleCount);
  poolMax.set(options.max);
  poolWaiting.set(waitingCount);
}

/** What is not known is absent: a queue that cannot be read must not seem empty. */
function setFacts(current: Metrics, facts: Facts | null): void {
  const { databaseUp, queueJobs, queueOldest, deadLetters, auditTime, auditFaults } = current;
  databaseUp.set(facts ? 1 : 0);
  for (const gauge of [queueJobs, queueOldest, deadLetters]) gauge.reset();
  for (const gauge of [auditTime, auditFaults]) gauge.remove();
  if (!facts) return;
  const states = new Map(facts.queues.map((state) => [state.name, state]));
  for (const queue of allQueues()) {
    queueJobs.set({ queue }, states.get(queue)?.jobs ?? 0);
    queueOldest.set({ queue }, states.get(queue)?.oldest ?? 0);
    deadLetters.set({ queue }, states.get(deadLetterOf(queue))?.jobs ?? 0);
  }
  auditTime.set(facts.audit ? facts.audit.endedAt.getTime() / 1_000 : 0);
  if (facts.audit) auditFaults.set(facts.audit.faults);
}
