import { z } from 'zod';

/**
 * The JSON schema of what a reader may rely on: readers ignore further fields, so the schema allows them. `draft-07` is the
 * dialect of AsyncAPI 3.0, `draft-2020-12` that of OpenAPI 3.1.
 */
export function jsonSchemaOf(schema: z.ZodType, target: 'draft-07' | 'draft-2020-12'): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, { target, io: 'input' });
  return jsonSchema;
}
