import { oldestWaitingSeconds } from './job-table.ts';
import { workersSeen } from './presence.ts';
import { allQueues } from './queues.ts';

/** Whether messages are handled: workers that were seen lately, and for how many seconds the oldest message has waited. */
export async function brokerReadiness(): Promise<{ workers: number; oldestWaitingSeconds: number }> {
  const [workers, seconds] = await Promise.all([workersSeen(), oldestWaitingSeconds(allQueues())]);
  return { workers, oldestWaitingSeconds: Math.round(seconds * 1_000) / 1_000 };
}
