import { now } from '#lib/clock';
import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import { derivedId, timeOf } from '#lib/ids';
import { type CallBack, callBacks } from '#lib/messages/call-backs';
import type { Handlers, Locks, Messages, Participant, Style } from '#lib/messages/define';
import type { Envelope } from '#lib/messages/envelope';
import { metrics } from '#lib/metrics';
import { callBack } from './call-back.ts';
import type { Consumer } from './consumer.ts';
import { type LoggedMessage, record } from './message-log.ts';
import { caused, publish } from './publish.ts';
import { queueOf } from './queues.ts';

/** What a handler works with besides the messages. */
export interface Context {
  tx: Transaction;
}

/** A message of a batch: the envelope, and what its handler gets. */
type Item = { message: Envelope; received: { body: object; correlationId: string; fetched: unknown } };
type Received = Item['received'];
type Emitted = { name: string; body: Record<string, unknown> };
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that emits nothing just returns
type Answers = (Emitted | Emitted[])[] | void;

/**
 * The consumer of what one service consumes in one style. The compiler checks handlers and locks against the message table. `locks` is
 * for services whose handlers lock rows for several kinds of messages.
 */
export function handlersOf<M extends Messages, S extends Participant, Key>(
  messages: M,
  service: S,
  handlers: Handlers<M, S, Context>,
  locks?: Locks<M, S, Transaction, Key>,
): Consumer<Envelope>;
export function handlersOf(
  messages: Messages,
  service: Participant,
  handlers: Record<string, (messages: Received[], context: Context) => Promise<Answers>>,
  locks?: {
    lock(tx: Transaction, keys: unknown[]): Promise<void>;
    keys: Record<string, (message: Received) => unknown>;
  },
): Consumer<Envelope> {
  const callOf = (type: string): CallBack | undefined => messages.table[type]?.consumers[service]?.calls;
  const callsBack = Object.keys(messages.table).some((type) => callOf(type));

  return {
    queue: queueOf(messages.style, service),
    ...(callsBack && {
      prepare: async ({ type, subject }: Envelope) => {
        const call = callOf(type);
        return call && (await callBack(service, call, subject));
      },
    }),
    // Order consumes requests and, of every order that it accepted, one outcome.
    ...(service === 'order' && {
      onHandled: ({ type, correlationid, data }: Envelope) => {
        if (messages.table[type]?.starts || 'refundId' in data) return; // a refund comes after the outcome
        metrics().outcomes.observe({ style: messages.style }, Math.max(0, Date.now() - timeOf(correlationid)) / 1_000);
      },
    }),
    async handle(tx, batch) {
      const items = batch.map(({ data, prepared }) => itemOf(messages, service, data, prepared));
      const groups = Map.groupBy(items, ({ message }) => message.type);
      if (locks && groups.size > 1) {
        const keys = await Promise.all(items.map(({ message, received }) => locks.keys[message.type]?.(received)));
        await locks.lock(
          tx,
          keys.filter((key) => key !== null && key !== undefined),
        );
      }
      const published: LoggedMessage[] = [];
      // In the order of the handlers and not of the messages, so that two batches do what they do in one order.
      for (const type of Object.keys(handlers)) {
        const group = groups.get(type);
        if (!group) continue;
        const call = callOf(type);
        if (call)
          record(
            tx,
            group.map(({ message }) => callBackRecord(messages.style, service, call, causeOf(message))),
          );
        const answers = await handlers[type]?.(
          group.map(({ received }) => received),
          { tx },
        );
        published.push(...emissions(messages, group, answers));
      }
      publish(tx, published);
    },
  };
}

/** The record of a call-back that `caller` made because of a message. Made again after a crash, it is the same record. */
export function callBackRecord(
  style: Style,
  caller: Participant,
  call: CallBack,
  cause: { id: string; subject: string; correlationId: string },
): LoggedMessage {
  return {
    id: derivedId(cause.id, caller, call),
    style,
    name: call,
    producer: caller,
    consumers: [callBacks[call].callee],
    correlationId: cause.correlationId,
    causationId: cause.id,
    subject: cause.subject,
    time: now().toISOString(),
    body: {},
  };
}

const causeOf = ({ id, subject, correlationid }: Envelope) => ({ id, subject, correlationId: correlationid });

function itemOf({ style, table }: Messages, service: Participant, message: Envelope, fetched: unknown): Item {
  const { type, id, data, correlationid: correlationId } = message;
  const definition = table[type];
  if (!definition?.consumers[service]) throw new PermanentFault(`${service} consumes no ${type} in ${style}`);
  const body = definition.body.safeParse(data);
  if (!body.success) throw new PermanentFault(`${type} ${id} does not fit its schema: ${body.error.message}`);
  return { message, received: { body: body.data, correlationId, fetched } };
}

function emissions({ style }: Messages, group: Item[], answers: Answers): LoggedMessage[] {
  if (!answers) return [];
  if (answers.length !== group.length) throw new Error(`${answers.length} answers to ${group.length} messages`);
  return group.flatMap(({ message }, index) =>
    [answers[index] ?? []].flat().map(({ name, body }) => caused(style, causeOf(message), name, body)),
  );
}
