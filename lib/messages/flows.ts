import { z } from 'zod';
import { type CallBack, callBacks } from './call-backs.ts';
import type { Flow, MessageDefinition, Messages, Participant, Style } from './define.ts';
import { messagesOf } from './index.ts';

/** A message as it occurs in a flow, and what follows from it. */
export interface Occurrence {
  name: string;
  /** What its body tells of the outcome in this branch of the flow; null where the message tells none. */
  outcome: string | null;
  producer: Participant;
  deliveries: Delivery[];
}

/** A message at one of its consumers, which calls back first and then publishes one of the alternatives, if there are any. */
export interface Delivery {
  consumer: Participant;
  calls: CallBack | null;
  alternatives: Alternative[];
}

/** Messages that are published together. The first alternative of a delivery is the good one. */
interface Alternative {
  label: string;
  messages: Occurrence[];
}

/** The HTTP request that starts a flow in a style, and all that may follow from it, as the message table tells. */
export function flowOf(style: Style, flow: Flow): { messages: Messages; first: Occurrence } & StartOfFlow {
  // Every style has the flows of money and of the counter, always as the messages of command-reply.
  for (const messages of [messagesOf[style], messagesOf['command-reply']]) {
    for (const [name, { starts }] of Object.entries(messages.table)) {
      if (starts?.flow === flow) return { messages, ...starts, first: occurrence(messages, name, null) };
    }
  }
  throw new Error(`no message starts ${flow} in ${style}`);
}

type StartOfFlow = NonNullable<MessageDefinition['starts']>;

/** The HTTP request that starts a flow in a style, with its whole path. */
export function requestOf(style: Style, flow: Flow): string {
  const { request, isShared } = flowOf(style, flow);
  return request.replace(' ', isShared ? ' /api' : ` /api/${style}`);
}

/** A message or call-back of a flow, in the words of `GET messages`; its id is made up of those of its causes. */
interface Step {
  id: string;
  causationId: string | null;
  name: string;
  producer: Participant;
  consumers: Participant[];
}

/** One way a flow can go. */
export interface Path {
  /** The outcome, or else the message, that leaves the good path; null for the good path. */
  refusal: string | null;
  /** Causes before what they cause; beyond that, the order says nothing. */
  steps: Step[];
}

/** What `GET messages` must show of a flow: of its good path first, then of each way it can fail. */
export function sequenceOf(style: Style, flow: Flow): Path[] {
  return pathsFrom(flowOf(style, flow).first, null);
}

function occurrence(messages: Messages, name: string, outcome: string | null): Occurrence {
  const { producer, consumers } = definitionOf(messages, name);
  const deliveries = Object.entries(consumers).map(([consumer, { calls, emits }]) => ({
    consumer: consumer as Participant,
    calls: calls ?? null,
    alternatives: (emits ?? []).flatMap((names) => alternatives(messages, name, outcome, [names].flat())),
  }));
  return { name, outcome, producer, deliveries };
}

/** One alternative for each outcome that the messages of a list can have after their cause. */
function alternatives(messages: Messages, cause: string, outcome: string | null, names: string[]): Alternative[] {
  const combinations = product(
    names.map((name) => outcomesAfter(messages, cause, outcome, name).map((own) => occurrence(messages, name, own))),
  );
  return combinations.map((published) => ({
    label: published[0]?.outcome ?? published[0]?.name ?? '',
    messages: published,
  }));
}

/**
 * The outcomes that a message can have after its cause. It repeats the outcome of the cause where it knows it; a cause without
 * one decides freely, except for the outcomes that only come to the message through another cause.
 */
function outcomesAfter(messages: Messages, cause: string, outcome: string | null, name: string): (string | null)[] {
  const own = outcomesOf(messages, name);
  if (own.length === 0) return [null];
  if (outcome !== null && own.includes(outcome)) return [outcome];
  const causes = Object.entries(messages.table).filter(([, { consumers }]) =>
    Object.values(consumers).some(({ emits }) => emits?.flat().includes(name)),
  );
  const repeated = causes.filter(([other]) => other !== cause).flatMap(([other]) => outcomesOf(messages, other));
  return own.filter((one) => !repeated.includes(one));
}

/** The outcomes that the body of a message can tell, the good one first. */
function outcomesOf(messages: Messages, name: string): string[] {
  const { body } = definitionOf(messages, name);
  if (!(body instanceof z.ZodDiscriminatedUnion)) return [];
  return (body.options as z.ZodObject<{ outcome: z.ZodLiteral<string> }>[]).map(({ shape }) => shape.outcome.value);
}

function definitionOf({ style, table }: Messages, name: string): MessageDefinition {
  const definition = table[name];
  if (!definition) throw new Error(`${style} knows no message ${name}`);
  return definition;
}

function pathsFrom({ name, producer, deliveries }: Occurrence, causationId: string | null): Path[] {
  const id = causationId === null ? name : `${causationId} > ${name}`;
  const consumers = deliveries.map(({ consumer }) => consumer);
  const itself: Path = { refusal: null, steps: [{ id, causationId, name, producer, consumers }] };
  return joined([[itself], ...deliveries.map((delivery) => pathsThrough(delivery, id))]);
}

function pathsThrough({ consumer, calls, alternatives }: Delivery, causationId: string): Path[] {
  const steps: Step[] = calls
    ? [
        {
          id: `${causationId} > ${consumer} calls`,
          causationId,
          name: calls,
          producer: consumer,
          consumers: [callBacks[calls].callee],
        },
      ]
    : [];
  if (alternatives.length === 0) return [{ refusal: null, steps }];
  return alternatives.flatMap(({ label, messages }, index) =>
    joined([
      [{ refusal: index === 0 ? null : label, steps }],
      ...messages.map((message) => pathsFrom(message, causationId)),
    ]),
  );
}

/** Every way to take one path of each part, as one path. */
function joined(parts: Path[][]): Path[] {
  return product(parts).map((paths) => ({
    refusal: paths.find(({ refusal }) => refusal !== null)?.refusal ?? null,
    steps: paths.flatMap(({ steps }) => steps),
  }));
}

function product<Item>(lists: Item[][]): Item[][] {
  return lists.reduce<Item[][]>((found, list) => found.flatMap((items) => list.map((item) => [...items, item])), [[]]);
}
