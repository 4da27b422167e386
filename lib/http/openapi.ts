import type { z } from 'zod';
import { type Style, styles } from '#lib/messages/define';
import { jsonSchemaOf } from '#lib/messages/json-schema';
import { components, problemResponse } from './openapi-components.ts';
import { examples } from './openapi-examples.ts';
import { type ProblemKind, problems } from './problem.ts';
import type { Route } from './route.ts';

type Node = Record<string, unknown>;

/** What the routes do not tell. */
export interface ApiInfo {
  version: string;
  /** The origin that serves the API. */
  serverUrl: string;
  /** Name of the cookie of a browser session. */
  sessionCookie: string;
}

/** The OpenAPI 3.1 document of the HTTP API: each route once in each of its styles. */
export function openApi(routes: readonly Route[], { version, serverUrl, sessionCookie }: ApiInfo): Node {
  const paths: Record<string, Node> = {};
  for (const route of routes) {
    for (const style of route.styles ?? [null]) {
      const path = `/api${style ? `/${style}` : ''}${route.path}`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, style) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Saldo',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Prepaid ordering in three interaction styles, each below its own base path: the same business, other messages. Amounts are integers in minor units (cents).',
    },
    servers: [{ url: serverUrl }],
    tags: [...styles, SHARED].map((name) => ({ name })),
    paths,
    components: components(sessionCookie),
  };
}

/** The tag of what belongs to no style. */
const SHARED = 'shared';

function operation(route: Route, style: Style | null): Node {
  const { method, path, summary, access, body } = route;
  return {
    operationId: [style, method.toLowerCase(), ...path.split('/')].filter(Boolean).join('-').replaceAll(/[{}]/g, ''),
    tags: [style ?? SHARED],
    summary,
    security: access === 'public' ? [] : [{ bearer: [] }, { session: [] }],
    parameters: parametersOf(route),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': content(body, examples.get(body)) } },
    }),
    responses: responsesOf(route),
  };
}

function parametersOf({ path, query, idempotent }: Route): Node[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const { properties = {}, required = [] } = query ? jsonSchemaOf(query, 'draft-2020-12') : {};
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery, ...(idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])];
}

function responsesOf(route: Route): Node {
  const changes = route.method !== 'GET';
  const headers = {
    ...(changes && { 'X-Correlation-Id': { $ref: '#/components/headers/CorrelationId' } }),
    ...(route.hasLocation && { Location: { $ref: '#/components/headers/Location' } }),
    ...(route.idempotent && { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } }),
  };
  const good = Object.entries(route.answers).map(([status, schema]) => [
    status,
    { description: route.summary, headers, ...(schema && { content: { 'application/json': content(schema) } }) },
  ]);
  const byStatus = Object.groupBy(problemsOf(route), (kind) => problems[kind][0]);
  const bad = Object.entries(byStatus).map(([status, kinds = []]) => [
    status,
    problemResponse(kinds, route.idempotent),
  ]);
  return Object.fromEntries([...good, ...bad]);
}

/** The kinds of problem that a route may answer: its own, and those that follow from what the dispatcher checks for it. */
function problemsOf({ method, path, access, body, query, idempotent, problems: own = [] }: Route): ProblemKind[] {
  const implied: [boolean | undefined, ...ProblemKind[]][] = [
    [path.includes('{'), 'not-found'],
    [access !== 'public', 'unauthenticated'],
    [method !== 'GET', 'foreign-origin'],
    [body !== undefined, 'unsupported-media-type', 'body-too-large', 'malformed-json', 'invalid-fields'],
    [query !== undefined, 'invalid-query'],
    [idempotent, 'invalid-idempotency-key', 'request-in-flight', 'key-reused'],
    [true, 'internal-error', 'unavailable'],
  ];
  return [...new Set([...own, ...implied.flatMap(([applies, ...kinds]) => (applies ? kinds : []))])];
}

const content = (schema: z.ZodType, example?: object): Node => ({
  schema: jsonSchemaOf(schema, 'draft-2020-12'),
  ...(example && { example }),
});
