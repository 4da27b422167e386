import { context, DiagLogLevel, diag, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { env, secretOf } from './env.ts';
import { log } from './log.ts';
import { tracingStarted } from './tracing.ts';
import { version } from './version.ts';

/**
 * Exports the spans of this process to `OTEL_EXPORTER_OTLP_ENDPOINT`, as JSON over HTTP. Import this file only where that is set: it loads
 * the SDK of OpenTelemetry. The exporter reads the other `OTEL_EXPORTER_OTLP_…` variables itself, the resource `OTEL_SERVICE_NAME` and
 * `OTEL_RESOURCE_ATTRIBUTES`.
 */
export function startTracing(role: 'web' | 'worker'): void {
  const headers = secretOf(process.env, 'OTEL_EXPORTER_OTLP_HEADERS'); // may hold a token, and may be in a file
  if (headers !== undefined) process.env.OTEL_EXPORTER_OTLP_HEADERS = headers;
  const { OTEL_TRACES_SAMPLER_ARG: ratio, OTEL_BSP_SCHEDULE_DELAY: scheduledDelayMillis } = env();
  diag.setLogger(
    {
      error: (message) => log.warn({ reason: message }, 'spans are not exported'),
      warn: (message) => log.warn({ reason: message }, 'tracing'),
      info: () => {},
      debug: () => {},
      verbose: () => {},
    },
    DiagLogLevel.WARN,
  );
  const own = resourceFromAttributes({ 'service.name': `saldo-${role}`, 'service.version': version });
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const notExported = (error: Error) => log.warn({ err: error }, 'spans are not exported');
  tracingStarted({
    flush: () => provider.forceFlush().catch(notExported),
    stop: () => provider.shutdown().catch(notExported),
  });
}
