import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { flows, styles } from '#lib/messages/define';
import { flowOf } from '#lib/messages/flows';
import { openApi } from './openapi.ts';
import { examples } from './openapi-examples.ts';
import { routes } from './routes.ts';

interface Response {
  headers?: object;
  content?: Record<string, { schema: { allOf: [unknown, { properties: { type: { enum: string[] } } }] } }>;
}
interface Operation {
  operationId: string;
  security: object[];
  parameters: { name?: string; in?: string; required?: boolean; $ref?: string }[];
  requestBody?: object;
  responses: Record<string, Response>;
}

const document = openApi(routes, { version: '1.0.0', serverUrl: 'http://localhost', sessionCookie: 'session' });
const paths = document.paths as Record<string, Record<string, Operation>>;

function operation(method: string, path: string): Operation {
  const found = paths[path]?.[method];
  if (!found) throw new Error(`no ${method} ${path}`);
  return found;
}

/** The kinds of problem of a response. */
const kinds = (response: Response | undefined) =>
  response?.content?.['application/problem+json']?.schema.allOf[1].properties.type.enum.map((type) =>
    type.split('/').at(-1),
  );

test('is an OpenAPI 3.1 document whose references resolve', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(() => validator.resolveRefs()).not.toThrow();
});

test('has every route in each of its styles, under an id of its own', () => {
  const served = routes.flatMap(({ method, path, styles: own }) =>
    (own?.map((style) => `/${style}`) ?? ['']).map((base) => `${method.toLowerCase()} /api${base}${path}`),
  );
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  expect(described.sort()).toEqual(served.sort());
  const ids = Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

test('keeps operations of one path apart', () => {
  const [some] = routes;
  const both = some ? [some, { ...some, method: 'DELETE' as const }] : [];
  const described = openApi(both, { version: '1.0.0', serverUrl: 'http://localhost', sessionCookie: 'session' });
  expect(Object.values(described.paths as object).map(Object.keys)).toEqual([['post', 'delete']]);
});

test.each(styles)('%s answers its flows at the paths and with the status of the message table', (style) => {
  for (const flow of flows) {
    const { request, status } = flowOf(style, flow);
    const { responses } = operation('post', request.replace('POST ', `/api/${style}`));
    expect(Object.keys(responses).filter((code) => code < '400')).toEqual([String(status)]);
  }
});

test('tells who may call', () => {
  expect(operation('get', '/api/command-reply/products').security).toEqual([]);
  expect(operation('get', '/api/command-reply/orders').security).toEqual([{ bearer: [] }, { session: [] }]);
});

test('tells how a write is repeated safely', () => {
  const { parameters, responses } = operation('post', '/api/command-reply/order/create');
  expect(parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' });
  expect(Object.keys(responses['201']?.headers ?? {})).toEqual(['X-Correlation-Id', 'Idempotency-Replayed']);
  expect(Object.keys(responses['402']?.headers ?? {})).toContain('Idempotency-Replayed');
  expect(Object.keys(responses['503']?.headers ?? {})).toContain('Retry-After');
  expect(operation('post', '/api/tokens').parameters).toEqual([]);
});

test('tells every problem that a request may meet', () => {
  const order = operation('post', '/api/command-reply/order/create').responses;
  expect(Object.keys(order)).toEqual(['201', '400', '401', '402', '403', '409', '413', '415', '422', '500', '503']);
  expect(kinds(order['422'])).toEqual(['order-rejected', 'key-reused']);
  expect(kinds(order['400'])).toEqual(['malformed-json', 'invalid-fields', 'invalid-idempotency-key']);
  expect(order).not.toHaveProperty('404');
  expect(Object.keys(operation('get', '/api/event-notification/orders/{id}').responses)).toEqual([
    '200',
    '401',
    '404',
    '500',
    '503',
  ]);
  expect(kinds(operation('get', '/api/event-notification/orders').responses['400'])).toEqual(['invalid-query']);
});

test('tells where an order is that is answered before it is paid', () => {
  const { responses } = operation('post', '/api/event-notification/order');
  expect(responses['201']?.headers).toHaveProperty('Location');
  expect(operation('post', '/api/command-reply/order/create').responses['201']?.headers).not.toHaveProperty('Location');
});

test('tells that messages of somebody else are not found', () => {
  expect(kinds(operation('get', '/api/command-reply/messages').responses['404'])).toEqual(['not-found']);
});

test('describes what is in the path and in the query', () => {
  expect(operation('get', '/api/command-reply/users/{id}').parameters).toMatchObject([
    { name: 'id', in: 'path', required: true },
  ]);
  expect(operation('get', '/api/command-reply/notifications').parameters).toMatchObject([
    { name: 'limit', in: 'query', required: false },
    { name: 'cursor', in: 'query', required: false },
    { name: 'orderId', in: 'query', required: false },
  ]);
});

test('shows an accepted example of every body', () => {
  for (const { body, path } of routes) {
    if (body) expect(body.safeParse(examples.get(body)), path).toMatchObject({ success: true });
  }
});
