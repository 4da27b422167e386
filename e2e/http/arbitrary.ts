import fc from 'fast-check';

/** As much of JSON schema as the OpenAPI document uses of it in requests. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

type Resolve = (ref: string) => Schema;

/** Values that fit a schema. Throws where the schema says something that is not understood here. */
export function fitting(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  if (schema.$ref) return fitting(resolve(schema.$ref), resolve);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, resolve)));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? Number.MAX_SAFE_INTEGER });
    case 'array':
      return fc.array(fitting(schema.items ?? {}, resolve), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, fitting(one, resolve)])),
        { requiredKeys: schema.required ?? [] },
      );
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
}

function text({ format, pattern, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((time) => time.toISOString());
  if (format === 'date') return fc.integer({ min: 1_000, max: 9_000 }).map((year) => `${year}-01-31`);
  // Not fc.emailAddress(): most of what may stand in an address is in none that anybody has.
  if (format === 'email') return fc.stringMatching(/^[a-z0-9]{1,20}@[a-z0-9]{2,20}\.(com|org)$/);
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength, unit: 'binary' });
}

/** Values that most likely do not fit: anything, or a fitting one of which a member is gone, or is anything. */
export function unfitting(schema: Schema, resolve: Resolve): fc.Arbitrary<unknown> {
  const damaged = fc
    .tuple(fitting(schema, resolve), fc.nat(), fc.oneof(fc.constant(undefined), fc.jsonValue()))
    .map(([value, index, instead]) => damage(value, index, instead));
  return fc.oneof({ weight: 3, arbitrary: damaged }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** A copy of a value with one of its members replaced, at whatever depth. */
function damage(value: unknown, index: number, instead: unknown): unknown {
  if (value === null || typeof value !== 'object') return instead;
  const members = Object.entries(value);
  const [name, member] = members[index % members.length] ?? [];
  if (name === undefined) return instead;
  const isDeep = index % 2 === 1 && typeof member === 'object';
  const changed = isDeep ? damage(member, index >> 1, instead) : instead;
  if (Array.isArray(value)) return value.map((one, at) => (String(at) === name ? changed : one));
  return { ...value, [name]: changed };
}
