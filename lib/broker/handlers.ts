import type { Transaction } from '#lib/db/transact';
import { PermanentFault } from '#lib/faults';
import { derivedId } from '#lib/ids';
import { type CallBack, callBacks } from '#lib/messages/call-backs';
import type { Handlers, Messages, Participant, Style } from '#lib/messages/define';
import type { Envelope } from '#lib/messages/envelope';
import { callBack } from './call-back.ts';
import type { Consumer } from './consumer.ts';
import { type LoggedMessage, record } from './message-log.ts';
import { caused, publish } from './publish.ts';
import { queueOf } from './queues.ts';

/** What a handler works with besides the messages. */
export interface Context {
  tx: Transaction;
}

type Group = { message: Envelope; prepared: unknown }[];
type AnyHandler = (messages: object[], context: Context) => Promise<unknown[] | undefined>;

/**
 * The handlers of one service in one style, checked against the message table by the compiler. A batch with several kinds of messages
 * runs one handler after the other; where each of them locks rows, `lockAll` locks those of the whole batch first, in one order,
 * or two batches could wait for each other.
 */
export function handlersOf<M extends Messages, S extends Participant>(
  messages: M,
  service: S,
  handlers: Handlers<M, S, Context>,
  lockAll?: (tx: Transaction, messages: { body: object; fetched: unknown }[]) => Promise<void>,
): Consumer<Envelope> {
  const byName = handlers as unknown as Record<string, AnyHandler>;
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
    async handle(tx, items) {
      const groups = Map.groupBy(
        items.map(({ data, prepared }) => ({ message: data, prepared })),
        ({ message }) => message.type,
      );
      if (groups.size > 1)
        await lockAll?.(
          tx,
          items.map(({ data, prepared }) => ({ body: data.data, fetched: prepared })),
        );
      const published: LoggedMessage[] = [];
      for (const [type, group] of groups) {
        const handler = byName[type];
        if (!handler) throw new PermanentFault(`${service} consumes no ${type} in ${messages.style}`);
        const call = callOf(type);
        if (call)
          await record(
            tx,
            group.map(({ message }) => callBackRecord(messages.style, service, call, causeOf(message))),
          );
        const answers = await handler(received(messages, type, group), { tx });
        published.push(...emissions(messages, group, answers));
      }
      await publish(tx, published);
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
    time: new Date().toISOString(),
    body: {},
  };
}

const causeOf = ({ id, subject, correlationid }: Envelope) => ({ id, subject, correlationId: correlationid });

function received(messages: Messages, type: string, group: Group): object[] {
  const definition = messages.table[type];
  return group.map(({ message, prepared }) => {
    const body = definition?.body.safeParse(message.data);
    if (!body?.success)
      throw new PermanentFault(`${type} ${message.id} does not fit its schema: ${body?.error.message}`);
    return { body: body.data, correlationId: message.correlationid, fetched: prepared };
  });
}

function emissions(messages: Messages, group: Group, answers: unknown[] | undefined): LoggedMessage[] {
  if (!answers) return [];
  if (answers.length !== group.length) throw new Error(`${answers.length} answers to ${group.length} messages`);
  return group.flatMap(({ message }, index) => {
    const answer = (answers[index] ?? []) as Emitted | Emitted[];
    return [answer].flat().map(({ name, body }) => caused(messages.style, causeOf(message), name, body));
  });
}

type Emitted = { name: string; body: Record<string, unknown> };
