import { Param, sql } from 'drizzle-orm';
import { now } from '#lib/clock';
import { statement } from '#lib/db/statement';
import type { Transaction } from '#lib/db/transact';
import { derivedId, newId } from '#lib/ids';
import {
  type BodyOf,
  isQueued,
  type MessageDefinition,
  type Messages,
  type NameOf,
  type Participant,
  type Style,
} from '#lib/messages/define';
import { type Envelope, sourceOf, subjectOf } from '#lib/messages/envelope';
import { messagesOf } from '#lib/messages/index';
import { endSpan, isTracing, type Span, SpanKind, startSpan, traceparentOf } from '#lib/tracing';
import { boss, within } from './boss.ts';
import { originOf, spanOfCause } from './handling.ts';
import { INSERT_DELIVERIES } from './job-table.ts';
import { insertMessages, type LoggedMessage } from './message-log.ts';
import { queueOf } from './queues.ts';

/** The message that causes another. */
export interface Cause {
  id: string;
  correlationId: string;
}

/**
 * A message that another one causes. Its id follows from its cause and its name, so a handler that runs a second time
 * produces the same message, which {@link publish} then leaves out.
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
  const definition = definitionOf(style, name);
  const made: LoggedMessage = {
    id,
    style,
    name,
    producer: definition.producer,
    consumers: Object.keys(definition.consumers) as Participant[],
    correlationId,
    causationId,
    subject: subjectOf(body),
    time: now().toISOString(),
    body,
  };
  if (isTracing()) spans.set(made, publication(made));
  return made;
}

/**
 * The spans of messages that are made and not published yet. A span starts where the message is made, in the request or below the
 * message that causes it: many requests share the transaction that publishes.
 */
const spans = new WeakMap<LoggedMessage, Span>();

const publication = ({ id, name, style, producer, correlationId, causationId }: LoggedMessage): Span =>
  startSpan(`publish ${name}`, {
    kind: SpanKind.PRODUCER,
    ...(causationId !== null && { parent: spanOfCause(causationId) }),
    attributes: {
      'messaging.system': 'pg-boss',
      'messaging.operation.name': 'publish',
      'messaging.operation.type': 'send',
      'messaging.destination.name': queueOf(style, producer),
      'messaging.message.id': id,
      'messaging.message.conversation_id': correlationId,
    },
  });

function definitionOf(style: Style, name: string): MessageDefinition {
  const definition = messagesOf[style].table[name];
  if (!definition) throw new Error(`${style} knows no message ${name}`);
  return definition;
}

/** A job for a service that consumes a message. */
interface Delivery {
  id: string;
  message: string;
  queue: string;
  data: Envelope;
}

const deliveries = new Param(sql.placeholder('deliveries'), { mapToDriverValue: (rows) => JSON.stringify(rows) });
const insertBoth = statement<{ id: string }, { rows: LoggedMessage[]; deliveries: Delivery[] }>(sql`
  WITH recorded AS (${insertMessages}), delivery AS (
    SELECT sent.* FROM json_to_recordset(${deliveries}) AS sent (id uuid, message uuid, queue text, data jsonb)
    JOIN recorded ON recorded.id = sent.message
  ), added AS (${sql.raw(INSERT_DELIVERIES)})
  SELECT recorded.id FROM recorded`);

/**
 * Publishes messages in the caller's transaction: each as one row of the message log and one job for every service that
 * consumes it, all in one statement. They exist once the transaction commits; then the consumers are woken, and the gateway if it waits for a
 * reply. Messages that were published before are left out. The transaction fails where one of the queues does not exist.
 */
export function publish(tx: Transaction, published: LoggedMessage[]): void {
  if (published.length === 0) return;
  // A batch that holds a cause twice produces its messages twice.
  const messages = new Map(published.map((message) => [message.id, message]));
  const sent = [...messages.values()].flatMap((message) => deliveriesOf(message));
  tx.send(insertBoth, { rows: [...messages.values()], deliveries: sent }, (recorded) => {
    const fresh = new Set(recorded.map(({ id }) => id));
    for (const queue of new Set(sent.flatMap((delivery) => (fresh.has(delivery.message) ? delivery.queue : []))))
      tx.signal({ topic: 'work', key: queue });
    for (const id of fresh) {
      const message = messages.get(id);
      if (message?.consumers.includes('gateway')) tx.signal({ topic: 'reply', key: message.correlationId });
    }
  });
  for (const message of published) {
    const span = spans.get(message);
    if (span) endSpan(span);
  }
}

const deliveriesOf = (message: LoggedMessage): Delivery[] =>
  message.consumers
    .filter((consumer) => isQueued(definitionOf(message.style, message.name), consumer))
    .map((consumer) => ({
      id: newId(),
      message: message.id,
      queue: queueOf(message.style, consumer),
      data: envelope(message),
    }));

/**
 * Adds plain jobs to a queue in the caller's transaction. Jobs of a higher priority are taken first; it is 0 where none
 * is given. A job continues the log and the trace of the message in this batch that is `about` the same, else of the
 * current request.
 */
export async function enqueue(tx: Transaction, queue: string, jobs: PlainJob[]): Promise<void> {
  const added = await insert(tx, queue, jobs);
  if (added !== jobs.length) throw new Error(`${queue} took ${added} of ${jobs.length} jobs`);
}

/** Adds a plain job to a queue that holds one at most, in the caller's transaction. Returns false where it holds one already. */
export const enqueueOnly = async (tx: Transaction, queue: string, data: object): Promise<boolean> =>
  (await insert(tx, queue, [{ data }])) === 1;

interface PlainJob {
  data: object;
  priority?: number;
  /** The order or user that the job is about. */
  about?: string;
}

/** Returns how many jobs were added: `insert` of pg-boss skips conflicting ones without a word. */
async function insert(tx: Transaction, queue: string, jobs: PlainJob[]): Promise<number> {
  if (jobs.length === 0) return 0;
  const rows = jobs.map(({ data, about, ...job }) => ({ ...job, data: { ...data, origin: originOf(about) } }));
  const ids = await (await boss()).insert(queue, rows, { ...within(tx), returnId: true });
  if (ids?.length) tx.signal({ topic: 'work', key: queue });
  return ids?.length ?? 0;
}

function envelope(message: LoggedMessage): Envelope {
  const span = spans.get(message);
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
    ...(span && { traceparent: traceparentOf(span) }),
    data: message.body,
  };
}
