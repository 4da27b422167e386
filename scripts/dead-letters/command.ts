import { parseArgs } from 'node:util';
import { recordActions } from '#lib/accounts/audit-log';
import { type DeadLetter, listDeadLetters, retryDeadLetters } from '#lib/broker/dead-letters';
import { allQueues } from '#lib/broker/queues';
import { asShop } from '#scripts/postgres/as-shop';
import { StartupFailure } from '#scripts/processes/startup-failure';

const USAGE = 'retry a queue, or one of its dead letters: npm run dead-letters -- retry <queue> [id]';
const LISTED_OF_A_QUEUE = 100;
const ERROR_LENGTH = 500;

/** Lists the dead letters, a line for each, or puts those of a queue back. */
export async function deadLettersCommand(args: string[]): Promise<true> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [verb, queue, id, ...more] = positionals;
  if (verb !== undefined && (verb !== 'retry' || queue === undefined || more.length > 0))
    throw new StartupFailure(USAGE);
  await asShop(() => (queue === undefined ? list() : retry(queue, id)));
  return true;
}

async function list(): Promise<void> {
  const queues = await listDeadLetters(LISTED_OF_A_QUEUE);
  for (const { queue, total, letters } of queues) {
    for (const letter of letters) console.log(`${queue} ${shown(letter)}`);
    if (total > letters.length) console.log(`${queue} … and ${total - letters.length} more`);
  }
  const count = queues.reduce((sum, { total }) => sum + total, 0);
  console.log(count === 0 ? 'There are no dead letters.' : `Dead letters: ${count}. To ${USAGE}`);
}

function shown({ id, since, type, correlationId, error }: DeadLetter): string {
  const line = error.replaceAll(/\s+/g, ' ').slice(0, ERROR_LENGTH);
  return `${id} since ${since.toISOString()} ${type ?? 'job'} of request ${correlationId ?? 'unknown'}: ${line}`;
}

async function retry(queue: string, id: string | undefined): Promise<void> {
  const retried = await retryDeadLetters(queue, id, (tx, count) =>
    recordActions(tx, [
      {
        ...{ actorId: null, origin: null, reason: 'npm run dead-letters' },
        ...{ action: 'dead-letters-redriven', subject: `queue:${queue}`, after: { count } },
      },
    ]),
  );
  switch (retried.kind) {
    case 'unknown-queue':
      throw new StartupFailure(`there is no queue ${queue}; there are ${allQueues().join(', ')}`);
    case 'unknown-id':
      throw new StartupFailure(`${queue} has no dead letter ${id}: list them with npm run dead-letters`);
    case 'retried':
      console.log(`Put back into ${queue}: ${retried.count}.`);
  }
}
