import { z } from 'zod';

/**
 * The JSON schema of what a reader of messages may rely on: readers ignore further fields, so the schema allows them. Draft 7 is the dialect
 * of AsyncAPI.
 */
export function jsonSchemaOf(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    override: plainFormats,
  });
  return jsonSchema;
}

/** Leaves out the pattern that says again, and at length, what a format says. For the conversion to JSON schema. */
export function plainFormats({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
}
