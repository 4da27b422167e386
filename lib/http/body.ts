import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { fieldErrors, Problem } from './problem.ts';
import type { Route } from './route.ts';

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
  if (mediaTypeOf(request) !== 'application/json')
    throw new Problem('unsupported-media-type', 'Send the body as JSON, with `Content-Type: application/json`.');
  const sent = parseJson(await readText(request));
  refuseDeep(sent);
  const parsed = schema.safeParse(sent);
  if (parsed.success) return { sent, parsed: parsed.data };
  throw new Problem('invalid-fields', 'The body has invalid fields; `errors` says what is wrong with each.', {
    members: { errors: fieldErrors(parsed.error) },
  });
}

/**
 * Reads a file that is sent as it is: media type and size are checked, the content is not. What stands for it in the fingerprint of the
 * request is its hash.
 */
export async function readUpload(
  request: Request,
  { types, bytesMax }: NonNullable<Route['upload']>,
): Promise<{ sent: unknown; parsed: Buffer }> {
  if (!types.includes(mediaTypeOf(request) ?? ''))
    throw new Problem(
      'unsupported-media-type',
      `Send the file itself, with a \`Content-Type\` of ${types.join(', ')}.`,
    );
  const parsed = await readBytes(request, bytesMax);
  return { sent: createHash('sha256').update(parsed).digest('hex'), parsed };
}

const mediaTypeOf = (request: Request): string | undefined =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();

/** The body, up to a limit. Throws a 413 problem. */
export async function readBytes(request: Request, limit = BODY_LIMIT_BYTES): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = new Problem('body-too-large', `The body is larger than ${limit} bytes.`);
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge; // a length that was not declared
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
