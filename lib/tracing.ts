import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { processWide, takeProcessWide } from './process-wide.ts';

export { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';

// Only the API of OpenTelemetry, which does nothing until lib/tracing-sdk.ts registers the SDK. That happens where an exporter is set.

interface Exporter {
  /** Exports the spans that have ended. */
  flush(): Promise<void>;
  /** Exports them, and then no more. */
  stop(): Promise<void>;
}

const tracing = (): { exporter?: Exporter } => processWide('tracing', () => ({}));

/** Says that spans are exported from now on. */
export function tracingStarted(exporter: Exporter): void {
  tracing().exporter = exporter;
}

/** Whether spans are exported. Where they are not, messages and jobs carry no trace. */
export const isTracing = (): boolean => tracing().exporter !== undefined;

/** Exports the spans that have ended. */
export async function flushTraces(): Promise<void> {
  await tracing().exporter?.flush();
}

/** Exports the spans that have ended, and traces no more. */
export async function stopTracing(): Promise<void> {
  await takeProcessWide<{ exporter?: Exporter }>('tracing')?.exporter?.stop();
}

/** Where a span belongs, and what it says. */
export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** The span that caused it: a `traceparent` (W3C Trace Context), or a span of this process. Not given: the current one. */
  parent?: string | Span | null | undefined;
}

/** Starts a span. Whoever starts it ends it. */
export const startSpan = (name: string, { kind = SpanKind.INTERNAL, attributes = {}, parent }: SpanOptions): Span =>
  trace.getTracer('saldo').startSpan(name, { kind, attributes }, parentContext(parent));

function parentContext(parent: SpanOptions['parent']): Context {
  if (parent === undefined) return context.active();
  if (parent === null) return ROOT_CONTEXT;
  if (typeof parent === 'string') return propagation.extract(ROOT_CONTEXT, { traceparent: parent });
  return trace.setSpan(ROOT_CONTEXT, parent);
}

/** Runs `work` as part of a span; with null, as part of none. */
export const withSpan = <Result>(span: Span | null, work: () => Result): Result =>
  context.with(span ? trace.setSpan(ROOT_CONTEXT, span) : ROOT_CONTEXT, work);

/** Ends a span; an error marks it as failed. Only the type of the error: its message may hold what concerns nobody. */
export function endSpan(span: Span, error?: unknown): void {
  if (error !== undefined) {
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Runs `work` in a span of its own below the current one, if spans are exported. */
export async function inSpan<Result>(
  name: string,
  options: SpanOptions,
  work: (span?: Span) => Promise<Result>,
): Promise<Result> {
  if (!isTracing()) return work();
  const span = startSpan(name, options);
  return context.with(trace.setSpan(context.active(), span), async () => {
    try {
      const result = await work(span);
      endSpan(span);
      return result;
    } catch (error) {
      endSpan(span, error);
      throw error;
    }
  });
}

/** The `traceparent` that makes others continue a span. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The `traceparent` of the current span, if spans are exported. */
export function currentTraceparent(): string | undefined {
  const span = isTracing() ? trace.getActiveSpan() : undefined;
  return span && traceparentOf(span);
}

/** The current trace and span, as log lines name them. */
export function currentTrace(): { traceId: string; spanId: string } | undefined {
  const current = trace.getActiveSpan()?.spanContext();
  return current && { traceId: current.traceId, spanId: current.spanId };
}
