import type { Identity } from '#lib/accounts/sign-in';
import { type DeadLetter, discardLetters, listDeadLetters, redriveLetters } from '#lib/broker/dead-letters';
import { readQueues } from '#lib/broker/job-table';
import { workersSeen } from '#lib/broker/presence';
import { ALERT_QUEUE, AUDIT_QUEUE, allQueues, deadLetterOf, EMAIL_QUEUE } from '#lib/broker/queues';
import type { Result } from '#lib/gateway/outcomes';
import { readOwners } from '#lib/gateway/owners';
import { isParticipant, type Participant } from '#lib/messages/define';
import { messagesOf } from '#lib/messages/index';
import { ifAllowed } from './allowed.ts';
import { type NotAllowed, type OfficeContext, type OfficeRequest, officeOperation } from './operation.ts';
import { readPeople } from './people.ts';
import type { LetterChoice } from './schemas.ts';

/** Of each queue, the dead letters that are shown and acted on at once. */
const LETTERS_MAX = 1_000;

/** What was not done, in words of the business. */
type Undone =
  | 'charge'
  | 'settle'
  | 'tell'
  | 'accept'
  | 'move'
  | 'register'
  | 'mail'
  | 'alert'
  | 'audit'
  | 'refund'
  | 'other';

/** A message that no retry helps, as the office sees it. */
export interface LetterView extends DeadLetter {
  queue: string;
  undone: Undone;
  /** Whose request it belongs to; null where that is not known any more. */
  customer: { userId: string; name: string } | null;
}

/** A queue with what waits in it: jobs, for how many seconds the oldest is due, and dead letters. */
export interface QueueView {
  queue: string;
  jobs: number;
  oldest: number | null;
  dead: number;
}

/** Every queue, and how many workers were seen lately. */
export const readTraffic = (actor: Identity): Promise<{ queues: QueueView[]; workers: number } | null> =>
  ifAllowed(actor, 'messages.read', async () => {
    const [states, workers] = await Promise.all([readQueues(), workersSeen()]);
    const stateOf = new Map(states.map((state) => [state.name, state]));
    const queues = allQueues().map((queue) => {
      const { jobs = 0, oldest = null } = stateOf.get(queue) ?? {};
      return { queue, jobs, oldest, dead: stateOf.get(deadLetterOf(queue))?.jobs ?? 0 };
    });
    return { queues, workers };
  });

/** The dead letters that match: of one queue, of one type of message, or all. The oldest first. */
export const readLetters = (actor: Identity, filter: LetterFilter): Promise<LetterView[] | null> =>
  ifAllowed(actor, 'messages.read', () => lettersOf(filter));

interface LetterFilter {
  queue?: string | undefined;
  type?: string | undefined;
}

async function lettersOf(filter: LetterFilter): Promise<LetterView[]> {
  const letters = await matching(filter);
  const owners = await readOwners(letters.flatMap(({ correlationId }) => correlationId ?? []));
  const people = await readPeople([...owners.values()]);
  return letters.map((letter) => {
    const person = people.get(owners.get(letter.correlationId ?? '') ?? '');
    return {
      ...letter,
      undone: undoneBy(letter),
      customer: person ? { userId: person.userId, name: person.name } : null,
    };
  });
}

async function matching(filter: LetterFilter) {
  const queues = await listDeadLetters(LETTERS_MAX);
  return queues
    .flatMap(({ queue, letters }) => letters.map((letter) => ({ ...letter, queue })))
    .filter(({ queue, type }) => (filter.queue ?? queue) === queue && (filter.type ?? type) === type)
    .toSorted((a, b) => a.since.getTime() - b.since.getTime());
}

const plainJobs: Record<string, Undone> = { [EMAIL_QUEUE]: 'mail', [ALERT_QUEUE]: 'alert', [AUDIT_QUEUE]: 'audit' };

/** What a message would have done follows from its receiver, and there from what starts a request or moves money. */
function undoneBy({ queue, type }: { queue: string; type: string | null }): Undone {
  const [style = '', receiver = ''] = queue.split('.');
  if (type === null) return plainJobs[queue] ?? 'other';
  if (!isParticipant(receiver)) return 'other';
  if (/Refund|Reverse/.test(type)) return 'refund';
  const starts = Object.entries(messagesOf).find(([name]) => name === style)?.[1].table[type]?.starts;
  const undone: Record<Participant, Undone> = {
    user: 'register',
    gateway: 'register',
    billing: starts
      ? starts.flow === 'register'
        ? 'register'
        : 'move'
      : type === 'UserCreated'
        ? 'register'
        : 'charge',
    order: starts ? 'accept' : 'settle',
    notification: type === 'UserCreated' ? 'register' : 'tell',
  };
  return undone[receiver];
}

/** How many dead letters were redriven or discarded. */
export interface LettersOutcome {
  kind: 'redriven' | 'discarded';
  count: number;
}

/** Puts the chosen dead letters, or all that match, back into their queues. Each is moved and not copied, so nothing is done twice. */
export const redrive = (request: OfficeRequest<LetterChoice>): Promise<Result<LettersOutcome | NotAllowed>> =>
  decide(request, 'dead-letters-redriven', 'redriven', (tx, queue, ids) => redriveLetters(tx, queue, { ids }));

/** Discards the chosen dead letters, or all that match. What they would have done is never done. */
export const discard = (request: OfficeRequest<LetterChoice>): Promise<Result<LettersOutcome | NotAllowed>> =>
  decide(request, 'dead-letters-discarded', 'discarded', discardLetters);

async function decide(
  request: OfficeRequest<LetterChoice>,
  action: 'dead-letters-redriven' | 'dead-letters-discarded',
  kind: LettersOutcome['kind'],
  act: (tx: OfficeContext['tx'], queue: string, ids: string[]) => Promise<number>,
): Promise<Result<LettersOutcome | NotAllowed>> {
  const { ids, filter = {}, reason } = request.body;
  const letters = (await matching(filter)).filter(({ id }) => ids === undefined || ids.includes(id));
  return officeOperation<LettersOutcome>('messages.decide', request, async ({ tx, record }) => {
    let count = 0;
    for (const [queue, ofQueue] of Map.groupBy(letters, (letter) => letter.queue)) {
      const chosen = ofQueue.map(({ id }) => id);
      count += await act(tx, queue, chosen);
      await record({ action, subject: `queue:${queue}`, after: { letters: chosen }, reason });
    }
    return { kind, count };
  });
}
