import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type DeadLetter, listDeadLetters, retryDeadLetters } from '#lib/broker/dead-letters';
import { allQueues } from '#lib/broker/queues';
import { shutdown } from '#lib/broker/shutdown';
import { secretOf } from '#lib/env';
import { databaseInUse } from '#scripts/postgres/database-in-use';
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
  setDatabase(databaseInUse());
  try {
    if (queue === undefined) await list();
    else await retry(queue, id);
  } finally {
    await shutdown();
  }
  return true;
}

/** The broker takes the settings of a process of the shop. It signs nothing, so any secret does where none is known. */
function setDatabase(url: string): void {
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_URL_FILE: '' });
  if (secretOf(process.env, 'AUTH_SECRET') === undefined) process.env.AUTH_SECRET = randomBytes(33).toString('base64');
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
  const retried = await retryDeadLetters(queue, id);
  switch (retried.kind) {
    case 'unknown-queue':
      throw new StartupFailure(`there is no queue ${queue}; there are ${allQueues().join(', ')}`);
    case 'unknown-id':
      throw new StartupFailure(`${queue} has no dead letter ${id}: list them with npm run dead-letters`);
    case 'retried':
      console.log(`Put back into ${queue}: ${retried.count}.`);
  }
}
