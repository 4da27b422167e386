import type { Transaction } from '#lib/db/transact';
import { derivedId, newId } from '#lib/ids';
import type { BodyOf, Messages, NameOf, Participant, Service, Style } from '#lib/messages/define';
import { type Envelope, sourceOf, subjectOf } from '#lib/messages/envelope';
import { messagesOf } from '#lib/messages/index';
import { boss, within } from './boss.ts';
import { type LoggedMessage, record } from './message-log.ts';
import { queueOf } from './queues.ts';

/** The message that causes another. */
export interface Cause {
  id: string;
  correlationId: string;
}

/**
 * A message to be published in answer to another. Its id follows from its cause and its name: a handler that runs a second time
 * produces the very same message, which {@link publish} then leaves out.
 */
export function caused(style: Style, cause: Cause, name: string, body: Record<string, unknown>): LoggedMessage {
  return message(style, name, body, derivedId(cause.id, name), cause.correlationId, cause.id);
}

/** The first message of a request, which the gateway publishes under a new correlation id. */
export function first<M extends Messages, Name extends NameOf<M>>(
  messages: M,
  name: Name,
  body: BodyOf<M, Name>,
  correlationId: string,
): LoggedMessage {
  return message(messages.style, name, body as Record<string, unknown>, newId(), correlationId, null);
}

function message(
  style: Style,
  name: string,
  body: Record<string, unknown>,
  id: string,
  correlationId: string,
  causationId: string | null,
): LoggedMessage {
  const definition = messagesOf[style].table[name];
  if (!definition) throw new Error(`${style} knows no message ${name}`);
  return {
    id,
    style,
    name,
    producer: definition.producer,
    consumers: Object.keys(definition.consumers) as Participant[],
    correlationId,
    causationId,
    subject: subjectOf(body),
    time: new Date().toISOString(),
    body,
  };
}

/**
 * Publishes messages in the caller's transaction: one row each in the message log, one job for each consuming service. They
 * exist when the transaction commits and not before; the consumers, and the gateway where it awaits the reply, are woken then.
 * Messages that were published already are left out.
 */
export async function publish(tx: Transaction, messages: LoggedMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const recorded = await record(tx, messages);
  const jobs = new Map<string, { data: Envelope }[]>();
  for (const message of messages) {
    if (!recorded.delete(message.id)) continue; // `delete`: a batch that holds its cause twice produces it twice
    const data = envelope(message);
    for (const consumer of message.consumers) {
      if (consumer === 'gateway') tx.signal({ topic: 'reply', key: message.correlationId });
      else append(jobs, queueOf(message.style, consumer as Service), { data });
    }
  }
  await Promise.all([...jobs].map(([queue, data]) => enqueue(tx, queue, data)));
}

/** Adds jobs to a queue in the caller's transaction. `insert` skips conflicting jobs without a word, so they are counted. */
export async function enqueue(tx: Transaction, queue: string, jobs: { data: object }[]): Promise<void> {
  if (jobs.length === 0) return;
  const ids = await (await boss()).insert(queue, jobs, { ...within(tx), returnId: true });
  if (ids?.length !== jobs.length) throw new Error(`${queue} took ${ids?.length ?? 0} of ${jobs.length} jobs`);
  tx.signal({ topic: 'work', key: queue });
}

function envelope(message: LoggedMessage): Envelope {
  return {
    specversion: '1.0',
    id: message.id,
    source: sourceOf(message.style, message.producer),
    type: message.name,
    subject: message.subject,
    time: message.time,
    datacontenttype: 'application/json',
    correlationid: message.correlationId,
    ...(message.causationId && { causationid: message.causationId }),
    data: message.body,
  };
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
