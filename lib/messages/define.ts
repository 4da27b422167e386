import type { z } from 'zod';
import type { CallBack, CallBackResult } from './call-backs.ts';

export const styles = ['command-reply', 'event-notification', 'event-collaboration'] as const;
/** How the participants talk: the business is the same in each. */
export type Style = (typeof styles)[number];

/** What makes each style what it is, in one sentence for the documents of the API and of the messages. */
export const styleDescriptions: Record<Style, string> = {
  'command-reply': 'The gateway sends a command and waits for the reply message.',
  'event-notification': 'Events carry ids only; services call back over HTTP for the data.',
  'event-collaboration': 'Events carry all that happened; services keep copies of their own and ask nobody.',
};

export const services = ['user', 'billing', 'order', 'notification'] as const;

export const participants = ['gateway', ...services] as const;
export type Participant = (typeof participants)[number];

export const isParticipant = (text: string): text is Participant => (participants as readonly string[]).includes(text);

export const flows = ['register', 'order', 'transfer', 'withdraw', 'advance', 'refund'] as const;
/** What somebody does that makes messages travel. */
export type Flow = (typeof flows)[number];

/** What one consumer does with a message. */
interface Consumption {
  /** The call-back it makes before it opens its transaction; the id asked for is the message's subject. */
  calls?: CallBack;
  /** Of the gateway: the message is also delivered to its queue, because more follows from it than the answer to a request. */
  isQueued?: true;
  /**
   * The alternatives, one of which it publishes in answer, the good one first. A list is published together, in its order.
   * Where cause and answer both carry an `outcome`, the answer repeats that of its cause.
   */
  emits?: readonly (string | readonly string[])[];
}

/** One row of a style's table: everything that queues, handler types, documents, diagrams and tests derive from. */
export interface MessageDefinition {
  /** One sentence for the generated documents. */
  summary: string;
  producer: Participant;
  /**
   * Of a first message: the flow it starts, the HTTP request behind it, below the style's base path or, if it is shared, below `/api`, and the good
   * answer's status.
   */
  starts?: { flow: Flow; request: `POST /${string}`; isShared?: true; status: number };
  consumers: Partial<Record<Participant, Consumption>>;
  body: z.ZodType<object>;
}

type Table = Record<string, MessageDefinition>;

/** The messages of one style. */
export interface Messages<T extends Table = Table> {
  readonly style: Style;
  readonly table: T;
}

/** Whether a message goes to the queue of a consumer; the gateway reads most of its messages from the message log. */
export const isQueued = ({ consumers }: MessageDefinition, consumer: Participant): boolean =>
  consumer === 'gateway' ? consumers.gateway?.isQueued === true : consumer in consumers;

/** Declares the messages of a style. A consumer that emits a message which the table does not hold is a compile error. */
export function defineMessages<const T extends Table>(
  style: Style,
  table: T & {
    [Name in keyof T]: { consumers: { [P in Participant]?: { emits?: readonly (keyof T | readonly (keyof T)[])[] } } };
  },
): Messages<T> {
  return { style, table };
}

export type NameOf<M> = M extends Messages<infer T> ? Extract<keyof T, string> : never;
export type BodyOf<M, Name> =
  M extends Messages<infer T> ? (Name extends keyof T ? z.infer<T[Name]['body']> : never) : never;

/** A message to publish: its name and body. The envelope is the broker's. */
type Emission<M, Name extends NameOf<M> = NameOf<M>> = { [N in Name]: { name: N; body: BodyOf<M, N> } }[Name];

/** The messages that reach the queue of a participant: all that a service consumes, and of the gateway's those that say so. */
type ConsumedBy<M, S extends Participant> =
  M extends Messages<infer T>
    ? Extract<
        {
          [N in keyof T]: S extends keyof T[N]['consumers']
            ? S extends 'gateway'
              ? T[N]['consumers'][S] extends { isQueued: true }
                ? N
                : never
              : N
            : never;
        }[keyof T],
        string
      >
    : never;

type ConsumptionOf<M, S extends Participant, Name> =
  M extends Messages<infer T>
    ? Name extends keyof T
      ? S extends keyof T[Name]['consumers']
        ? T[Name]['consumers'][S]
        : never
      : never
    : never;

/** The alternatives that a service may publish in answer to a message: names, and lists of names. */
type EmittedBy<M, S extends Participant, Name> =
  ConsumptionOf<M, S, Name> extends { emits: readonly (infer Alternative)[] } ? Alternative : never;

/** What publishes one alternative: a message, or all messages of a list in its order. */
type EmissionOf<M, Alternative> = Alternative extends readonly string[]
  ? { -readonly [Index in keyof Alternative]: Emission<M, Extract<Alternative[Index], NameOf<M>>> }
  : Emission<M, Extract<Alternative, NameOf<M>>>;

/** What the declared call-back of a participant answered. */
export type FetchedBy<M, S extends Participant, Name> =
  ConsumptionOf<M, S, Name> extends { calls: infer C extends CallBack } ? { fetched: CallBackResult<C> } : unknown;

/** A message as its handler gets it: the body, who caused it, and what the declared call-back answered. */
type Received<M, S extends Participant, Name> = {
  body: BodyOf<M, Name>;
  /** The request that the message belongs to. */
  correlationId: string;
} & FetchedBy<M, S, Name>;

/** What a handler answers to one message: one of the declared alternatives, whole. */
export type Answer<M, S extends Participant, Name> = EmissionOf<M, EmittedBy<M, S, Name>>;

/**
 * The handlers of one service in one style, one for each message it consumes. A handler takes all messages of its kind in a
 * batch and answers in their order; `undefined` for the whole group where nothing is emitted.
 */
export type Handlers<M, S extends Participant, Context> = {
  [Name in ConsumedBy<M, S>]: (
    messages: Received<M, S, Name>[],
    context: Context,
    // biome-ignore lint/suspicious/noConfusingVoidType: a handler that emits nothing just returns
  ) => Promise<Answer<M, S, Name>[] | void>;
};

/**
 * What a service locks for each message that it consumes in one style: null where a message needs no lock. A batch with several kinds of
 * messages runs one handler after the other, and two such batches could wait for each other; so `lock` first locks the rows of the
 * whole batch, in one order.
 */
export interface Locks<M, S extends Participant, Tx, Key> {
  lock(tx: Tx, keys: Key[]): Promise<void>;
  keys: {
    [Name in ConsumedBy<M, S>]: (message: Received<M, S, Name>) => NoInfer<Key> | null | Promise<NoInfer<Key> | null>;
  };
}
