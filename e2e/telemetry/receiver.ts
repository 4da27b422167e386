import { json } from 'node:stream/consumers';
import { startServer, type TestServer } from '#scripts/testing/http-server';

/** A span as OTLP carries it in JSON, with its attributes as an object and the service that made it. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  service: string;
  attributes: Record<string, unknown>;
  failed: boolean;
}

interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

interface Export {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: (Omit<Span, 'attributes'> & { attributes: Attribute[]; status?: { code?: number } })[] }[];
  }[];
}

/** A small OTLP/HTTP receiver. */
export interface Receiver extends Pick<TestServer, 'url' | 'stop'> {
  spans: Span[];
}

export async function startReceiver(): Promise<Receiver> {
  const spans: Span[] = [];
  const { url, stop } = await startServer((request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/traces') return void response.writeHead(404).end();
    void json(request).then((sent) => {
      spans.push(...spansOf(sent as Export));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  return { url, stop, spans };
}

const valuesOf = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

function spansOf({ resourceSpans }: Export): Span[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        ...span,
        parentSpanId: span.parentSpanId ?? '',
        service: String(valuesOf(resource.attributes)['service.name']),
        attributes: valuesOf(span.attributes),
        failed: span.status?.code === 2,
      })),
    ),
  );
}
