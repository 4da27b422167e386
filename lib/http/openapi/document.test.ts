import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { routes } from '#lib/http/routes';
import { flows, styles } from '#lib/messages/define';
import { flowOf, requestOf } from '#lib/messages/flows';
import { openApi } from './document.ts';
import { examples } from './examples.ts';

interface Response {
  headers?: object;
  content?: Record<string, { schema: Schema }>;
}
interface Schema {
  $ref?: string;
  format?: string;
  oneOf?: Schema[];
  properties?: Record<string, { const?: string } & Record<string, unknown>>;
}
interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: object[];
  parameters: { name?: string; in?: string; required?: boolean; schema?: object; $ref?: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Response>;
}

const document = openApi(routes, { version: '1.0.0', serverUrl: 'http://localhost', sessionCookie: 'session' });
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.values(paths).flatMap((item) => Object.values(item));
const components = document.components as { schemas: Record<string, Schema> };

function operation(method: string, path: string): Operation {
  const found = paths[path]?.[method];
  if (!found) throw new Error(`no ${method} ${path}`);
  return {
    ...found,
    responses: Object.fromEntries(Object.entries(found.responses).map(([code, it]) => [code, at(it)])),
  };
}

/** What a part of the document says, which may be a reference to a component. */
function at<Part extends object>(part: Part): Part {
  if (!('$ref' in part)) return part;
  const [, ...keys] = String(part.$ref).split('/');
  return keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as Part;
}

/** The kinds of problem of a response. */
function kinds(response: Response | undefined): (string | undefined)[] {
  const schema = response?.content?.['application/problem+json']?.schema ?? {};
  return (schema.oneOf ?? [schema]).map((one) => at(one).properties?.type?.const?.split('/').at(-1));
}

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
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
  expect(ids).toContain('eventNotificationCreateOrder');
});

test('says of every operation what it does, in a group that is described too', () => {
  const described = (document.tags as { name: string; description: string }[]).filter(({ description }) => description);
  for (const { operationId, summary, description, tags } of operations) {
    expect([operationId, summary, description]).toEqual([
      operationId,
      expect.stringMatching(/^[A-Z]/),
      expect.stringMatching(/\.$/),
    ]);
    expect(described.map(({ name }) => name)).toEqual(expect.arrayContaining(tags));
  }
});

test('names the schema of everything that is sent and answered', () => {
  const bodies = operations.flatMap(({ requestBody, responses }) =>
    [requestBody, ...Object.values(responses).map(at)].flatMap((body) => Object.values(body?.content ?? {})),
  );
  expect(bodies.length).toBeGreaterThan(100);
  const anonymous = bodies
    .flatMap(({ schema }) => schema.oneOf ?? [schema])
    .filter(({ $ref, format }) => $ref === undefined && format !== 'binary');
  expect(anonymous).toEqual([]);
  expect(components.schemas).toMatchObject({
    OrderPage: { properties: { items: { items: { $ref: '#/components/schemas/Order' } } } },
    EntryPage: { properties: { items: { items: { $ref: '#/components/schemas/Entry' } } } },
    OrderRequest: { properties: { items: { items: { $ref: '#/components/schemas/OrderLine' } } } },
  });
});

test('tells the limits of what is sent', () => {
  const email = { type: 'string', format: 'email', maxLength: 254 };
  expect(components.schemas.Registration?.properties).toMatchObject({
    email,
    password: { type: 'string', minLength: 12, maxLength: 128 },
    name: { type: 'string', minLength: 1, maxLength: 100 },
    phone: { maxLength: 40 },
    address: { maxLength: 500 },
  });
  expect(components.schemas.User?.properties).toMatchObject({ userId: { format: 'uuid' }, email });
  expect(components.schemas.TransferRequest?.properties).toMatchObject({
    amount: { type: 'integer', format: 'int64', minimum: 1, maximum: 1e12 },
  });
  expect(components.schemas.Entry?.properties).toMatchObject({
    amount: { type: 'integer', format: 'int64', minimum: -1e12, maximum: 1e12 },
  });
});

test('keeps operations of one path apart', () => {
  const [some] = routes;
  const both = some ? [some, { ...some, method: 'DELETE' as const }] : [];
  const described = openApi(both, { version: '1.0.0', serverUrl: 'http://localhost', sessionCookie: 'session' });
  expect(Object.values(described.paths as object).map(Object.keys)).toEqual([['post', 'delete']]);
});

test.each(styles)('%s answers its flows at the paths and with the status of the message table', (style) => {
  for (const flow of flows) {
    const { status } = flowOf(style, flow);
    const { responses } = operation('post', requestOf(style, flow).replace('POST ', ''));
    expect(Object.keys(responses).filter((code) => code < '400')).toEqual([String(status)]);
  }
});

test('tells who may call', () => {
  expect(operation('get', '/api/command-reply/products').security).toEqual([]);
  expect(operation('get', '/api/command-reply/orders').security).toEqual([{ bearer: [] }, { session: [] }]);
  expect(operation('delete', '/api/tokens/current').security).toEqual([{ bearer: [] }]);
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
    { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  ]);
  expect(operation('get', '/api/command-reply/messages').parameters).toMatchObject([
    { name: 'correlationId', in: 'query', required: true, schema: { type: 'string', format: 'uuid' } },
  ]);
  expect(operation('get', '/api/command-reply/notifications').parameters).toMatchObject([
    {
      name: 'limit',
      in: 'query',
      required: false,
      schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 100, default: 50 },
    },
    { name: 'cursor', in: 'query', required: false },
    { name: 'orderId', in: 'query', required: false, schema: { type: 'string', format: 'uuid' } },
  ]);
});

test('shows an accepted example of every body', () => {
  for (const { body, path } of routes) {
    if (body) expect(body.safeParse(examples.get(body)), path).toMatchObject({ success: true });
  }
});
