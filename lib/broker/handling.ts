import { AsyncLocalStorage } from 'node:async_hooks';
import { activity, withActivity } from '#lib/activity';
import type { Envelope } from '#lib/messages/envelope';
import { processWide } from '#lib/process-wide';
import {
  currentTraceparent,
  endSpan,
  isTracing,
  type Span,
  SpanKind,
  startSpan,
  traceparentOf,
  withSpan,
} from '#lib/tracing';

/** Where a plain job comes from, so that its log lines and its trace continue those of the message that led to it. */
export interface Origin {
  correlationId: string;
  /** Absent where traces are off. */
  traceparent?: string;
}

/**
 * One job in the hands of this process. Each has a span of its own, below the one that published it: a batch span would
 * belong to a trace of its own, and an order could not be followed in one. The spans of a batch share its time.
 */
export interface Handling {
  readonly data: object;
  /** The id and the subject of the message, where the job carries one. */
  readonly message: { id: string; subject: string } | undefined;
  readonly correlationId: string | undefined;
  readonly span: Span | undefined;
}

type JobData = Partial<Envelope> & { origin?: Origin };

/** Takes a job in hand; `batchSize` jobs share its transaction. End it with {@link endHandling}. */
export function startHandling(queue: string, data: object, batchSize: number): Handling {
  const { id, subject, type, correlationid, traceparent, origin }: JobData = data;
  const span = isTracing()
    ? startSpan(`process ${type ?? queue}`, {
        kind: SpanKind.CONSUMER,
        parent: traceparent ?? origin?.traceparent ?? null,
        attributes: {
          'messaging.system': 'pg-boss',
          'messaging.operation.name': 'process',
          'messaging.operation.type': 'process',
          'messaging.destination.name': queue,
          'messaging.batch.message_count': batchSize,
          ...(id && { 'messaging.message.id': id }),
          ...attributesOf(correlationid ?? origin?.correlationId),
        },
      })
    : undefined;
  return {
    data,
    message: id && subject ? { id, subject } : undefined,
    correlationId: correlationid ?? origin?.correlationId,
    span,
  };
}

const attributesOf = (correlationId: string | undefined) =>
  correlationId === undefined ? {} : { 'messaging.message.conversation_id': correlationId };

/** Ends what {@link startHandling} began; with an error if the job was not done. */
export const endHandling = ({ span }: Handling, error?: unknown): void => {
  if (span) endSpan(span, error);
};

const batches = () => processWide('handled-batch', () => new AsyncLocalStorage<Handling[]>());

/** Runs `work` on behalf of the jobs of a batch: its log lines, messages and jobs continue theirs. */
export function onBehalfOf<Result>(handlings: Handling[], work: () => Promise<Result>): Promise<Result> {
  const correlationIds = [...new Set(handlings.flatMap(({ correlationId }) => correlationId ?? []))];
  const [correlationId] = correlationIds;
  const [only, ...others] = handlings;
  const span = others.length === 0 ? only?.span : undefined;
  return withActivity(
    correlationIds.length > 1 ? { correlationIds } : { ...(correlationId && { correlationId }) },
    () => withSpan(span ?? null, () => batches().run(handlings, work)),
  );
}

/** The span of the message with this id, if it is being handled here. */
export const spanOfCause = (messageId: string): Span | undefined =>
  isTracing()
    ? batches()
        .getStore()
        ?.find(({ message }) => message?.id === messageId)?.span
    : undefined;

/** Where a job about this order or user comes from: the message about it in the batch, else whatever this process does now. */
export function originOf(subject: string | undefined): Origin | undefined {
  const cause =
    subject &&
    batches()
      .getStore()
      ?.findLast(({ message }) => message?.subject === subject);
  const correlationId = cause ? cause.correlationId : activity()?.correlationId;
  const traceparent = cause ? cause.span && traceparentOf(cause.span) : currentTraceparent();
  return correlationId ? { correlationId, ...(traceparent && { traceparent }) } : undefined;
}
