import type { z } from 'zod';
import { fieldErrors, Problem } from './problem.ts';

/** Far above the largest valid body: 50 items. */
const BODY_LIMIT_BYTES = 64 * 1024;
/** Valid bodies are three levels deep. Thousands of levels would exhaust the stack. */
const DEPTH_LIMIT = 32;

/**
 * Reads and checks a JSON body: media type, size, syntax, fields, in this order. `sent` is the value as it came, `parsed` what the
 * schema makes of it. A route without a schema takes no body.
 */
export async function readBody(request: Request, schema?: z.ZodType): Promise<{ sent: unknown; parsed: unknown }> {
  if (!schema) return { sent: null, parsed: undefined };
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json')
    throw new Problem('unsupported-media-type', 'Send the body as JSON, with `Content-Type: application/json`.');
  const sent = parseJson(await readText(request));
  refuseDeep(sent);
  const parsed = schema.safeParse(sent);
  if (parsed.success) return { sent, parsed: parsed.data };
  throw new Problem('invalid-fields', 'The body has invalid fields; `errors` says what is wrong with each.', {
    members: { errors: fieldErrors(parsed.error) },
  });
}

/** The body, up to the limit that holds for every route. Throws a 413 problem. */
export async function readBytes(request: Request): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = new Problem('body-too-large', `The body is larger than ${BODY_LIMIT_BYTES} bytes.`);
  if (Number(request.headers.get('content-length')) > BODY_LIMIT_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT_BYTES) throw tooLarge; // a length that was not declared
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-json', 'The body is not UTF-8.'); // the decoder throws a TypeError
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed-json', `The body is not JSON: ${(error as SyntaxError).message}`);
  }
}

function refuseDeep(value: unknown, depth = 0): void {
  if (value === null || typeof value !== 'object') return;
  if (depth === DEPTH_LIMIT)
    throw new Problem('malformed-json', `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
  for (const member of Object.values(value)) refuseDeep(member, depth + 1);
}
