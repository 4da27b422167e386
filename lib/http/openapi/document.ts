import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import type { Route } from '#lib/http/route';
import { type Style, styleDescriptions } from '#lib/messages/define';
import { components, problemResponse } from './components.ts';
import { examples } from './examples.ts';
import { componentName, problemsOf } from './problems.ts';
import { queryParameters, refOf } from './schemas.ts';
import { textOf } from './texts.ts';

type Node = Record<string, unknown>;

interface Document extends Node {
  openapi: string;
  info: { title: string; version: string } & Node;
}

/** What the routes do not tell. */
export interface ApiInfo {
  version: string;
  /** The origin that serves the API. */
  serverUrl: string;
  /** Name of the cookie of a browser session. */
  sessionCookie: string;
}

/** The OpenAPI 3.1 document of the HTTP API: each route once in each of its styles. */
export function openApi(routes: readonly Route[], { version, serverUrl, sessionCookie }: ApiInfo): Document {
  const paths: Record<string, Node> = {};
  for (const route of routes) {
    for (const style of route.styles ?? [null]) {
      const path = `/api${style ? `/${style}` : ''}${route.path}`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, style) };
    }
  }
  const problems = routes.flatMap(problemsOf).map(([, kinds]) => kinds);
  const alone = problems.filter(({ length }) => length === 1).flat();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Saldo',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Prepaid ordering in three interaction styles, each below its own base path: the same business, carried by different messages. Amounts are integers in minor units (cents).',
    },
    servers: [{ url: serverUrl }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: components(sessionCookie, new Set(problems.flat()), new Set(alone)),
  };
}

/** The tag of what belongs to no style. */
const SHARED = 'shared';

const tags: Record<Style | typeof SHARED, string> = {
  ...styleDescriptions,
  [SHARED]: 'Tokens, health and schedules: the same for all styles.',
};

function operation(route: Route, style: Style | null): Node {
  const { name, access, bearerOnly, body, upload } = route;
  return {
    operationId: style ? `${styleStem(style)}${name[0]?.toUpperCase()}${name.slice(1)}` : name,
    tags: [style ?? SHARED],
    ...textOf(name, style),
    security: securityOf(access, bearerOnly),
    parameters: parametersOf(route),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': content(body, examples.get(body)) } },
    }),
    ...(upload && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          upload.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      },
    }),
    responses: responsesOf(route),
  };
}

function securityOf(access: Route['access'], bearerOnly = false): Node[] {
  if (access === 'public') return [];
  if (access === 'schedule') return [{ schedule: [] }];
  return [{ bearer: [] }, ...(bearerOnly ? [] : [{ session: [] }])];
}

/** A style as the beginning of a name: `command-reply` is `commandReply`. */
const styleStem = (style: Style): string => style.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What stands in a path where it is no UUID. */
const pathSchemas: Record<string, Node> = {
  productId: { type: 'string', minLength: 1, maxLength: 64 },
  date: { type: 'string', format: 'date' },
};

function parametersOf({ path, query, idempotent }: Route): Node[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: 'What to read or change; an id that names nothing is not found.',
    schema: pathSchemas[name ?? ''] ?? { type: 'string', format: 'uuid' },
  }));
  const inQuery = query ? queryParameters(query) : [];
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
    { description: STATUS_CODES[status], headers, ...(schema && { content: { 'application/json': content(schema) } }) },
  ]);
  const bad = problemsOf(route)
    .filter(([status]) => !(status in route.answers))
    .map(([status, kinds]) => {
      const [first, ...more] = kinds;
      const isAlone = first && more.length === 0;
      return [status, isAlone ? { $ref: `#/components/responses/${componentName(first)}` } : problemResponse(kinds)];
    });
  return Object.fromEntries([...good, ...bad]);
}

const content = (schema: z.ZodType, example?: object): Node => ({ schema: refOf(schema), ...(example && { example }) });
