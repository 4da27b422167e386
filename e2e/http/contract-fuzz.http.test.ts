import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect } from 'vitest';
import { test as base } from '#scripts/testing/http';
import { fitting, type Schema, unfitting } from './arbitrary.ts';
import { type Answer, established, send } from './client.ts';

// What the OpenAPI document says is what is answered, whatever is asked.

const RUNS_PER_OPERATION = 8;

interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

interface Answering {
  $ref?: string;
  content?: Record<string, { schema: object }>;
}

interface Operation {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: { 'application/json'?: { schema: Schema } } };
  responses: Record<string, Answering>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}

interface Asked {
  parameters: Record<string, unknown>;
  body: unknown;
  type: string;
  isSignedIn: boolean;
}

const test = base
  .extend('contract', { scope: 'file' }, async ({ baseUrl }) => {
    const response = await fetch(`${baseUrl}/api/openapi.json`);
    return new Contract((await response.json()) as Document);
  })
  .extend('zoe', { scope: 'file' }, ({ baseUrl }) => established(baseUrl, 'event-collaboration'));

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const formats = {
  uuid,
  'date-time': time,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /^[^@\s]+@[^@\s]+$/,
  'json-pointer': /^(\/([^~/]|~[01])*)*$/,
  'uri-reference': true,
  password: true,
  int32: true,
  int64: true,
} as const;

/** The description of the API, and what tells whether an answer is as its operation says. */
class Contract {
  readonly #document: Document;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, formats });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#document = document;
    this.#ajv.addSchema(document, 'api');
    for (const { operation } of this.operations())
      for (const response of Object.values(operation.responses))
        for (const { schema } of Object.values(this.at(response).content ?? {})) this.#compile(schema);
  }

  operations() {
    return Object.entries(this.#document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
  }

  /** What a part of the document says, which may be a reference to another. */
  at<Part extends { $ref?: string }>(part: Part): Part {
    if (!part.$ref) return part;
    const [, ...keys] = part.$ref.split('/');
    return keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], this.#document) as Part;
  }

  /** What is wrong with an answer by the description of its operation; null if nothing is. */
  faultOf({ responses }: Operation, { status, headers, body }: Answer): string | null {
    const described = responses[status];
    if (!described || status >= 500) return 'no such status is expected';
    const [[type, media] = []] = Object.entries(this.at(described).content ?? {});
    if (!type || !media) return body === null ? null : 'there must not be a body';
    if (headers.get('content-type') !== type) return `the type is not ${type}`;
    const fits = this.#compile(media.schema);
    return fits(body) ? null : this.#ajv.errorsText(fits.errors);
  }

  #compile(schema: object): ValidateFunction {
    // A reference leads into the document that is known as `api`.
    const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
    const fits = this.#compiled.get(text) ?? this.#ajv.compile(JSON.parse(text));
    this.#compiled.set(text, fits);
    return fits;
  }
}

test('every answer to every operation is one that its description names', { timeout: 60_000 }, async ({
  baseUrl,
  contract,
  zoe,
}) => {
  const [order] = (await zoe.get('orders')).body.items;
  const known = [zoe.userId, order?.orderId, order?.correlationId].map(String);
  // Revoking comes last: from there on the token is none.
  const operations = contract
    .operations()
    .sort((a, b) => Number(a.method === 'delete') - Number(b.method === 'delete'));
  expect(operations.length).toBeGreaterThan(30);
  const seen = new Set<string>();
  for (const { path, method, operation } of operations) {
    const parameters = operation.parameters.map((parameter) => contract.at(parameter));
    const asked = requestOf(operation, parameters, known, ($ref) => contract.at({ $ref }));
    await fc.assert(
      fc.asyncProperty(asked, async ({ parameters: values, body, type, isSignedIn }) => {
        const { url, headers } = addressed(path, parameters, values);
        const answer = await send(`${baseUrl}${url}`, method.toUpperCase(), {
          ...(operation.requestBody && { body: JSON.stringify(body) ?? '' }),
          token: isSignedIn ? zoe.token : null,
          headers: { ...headers, ...(operation.requestBody && { 'content-type': type }) },
        });
        seen.add(answer.status < 400 ? 'granted' : 'refused');
        const fault = contract.faultOf(operation, answer);
        if (fault) throw new Error(`${url} answered ${answer.status}, ${fault}: ${JSON.stringify(answer.body)}`);
      }),
      // Smaller requests would say no more, and take long to find.
      { numRuns: RUNS_PER_OPERATION, endOnFailure: true },
    );
  }
  expect(seen).toEqual(new Set(['granted', 'refused']));
});

/** Requests of an operation: right ones about what is `known` by its id, and ones with a wrong parameter, body or media type, or no token. */
function requestOf(
  { requestBody }: Operation,
  parameters: Parameter[],
  known: string[],
  resolve: (ref: string) => Schema,
): fc.Arbitrary<Asked> {
  const values = parameters.map(({ name, in: place, required, schema }) => {
    const wrong = place === 'header' ? fc.constantFrom('é', 'x'.repeat(256)) : fc.string().map((text) => `~${text}`);
    const right = schema.format === 'uuid' ? fc.constantFrom(...known) : fitting(schema, resolve);
    const given = fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: wrong });
    return [name, required && place === 'path' ? given : fc.option(given, { nil: undefined })] as const;
  });
  const schema = requestBody?.content['application/json']?.schema;
  const body = schema
    ? fc.oneof({ weight: 2, arbitrary: fitting(schema, resolve) }, { weight: 1, arbitrary: unfitting(schema, resolve) })
    : fc.constant(undefined);
  const mostly = (usual: string, other: string) =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(other) });
  return fc.record({
    parameters: fc.record(Object.fromEntries(values)),
    body,
    type: mostly('application/json', 'text/plain'),
    isSignedIn: mostly('yes', 'no').map((answer) => answer === 'yes'),
  });
}

/** Where a request goes, and the headers that are parameters. */
function addressed(path: string, parameters: Parameter[], values: Record<string, unknown>) {
  const given = parameters.filter(({ name }) => values[name] !== undefined);
  const inPlace = (place: Parameter['in']) =>
    given.filter((one) => one.in === place).map(({ name }) => [name, String(values[name])] as [string, string]);
  const filled = inPlace('path').reduce(
    (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  const query = new URLSearchParams(inPlace('query'));
  return { url: query.size > 0 ? `${filled}?${query}` : filled, headers: Object.fromEntries(inPlace('header')) };
}
