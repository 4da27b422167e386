import { createHash, randomBytes } from 'node:crypto';

/**
 * A new UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then a counter and random bits, so that ids made by one process
 * sort in the order they were made and land side by side in an index.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs++; // more than 4 096 ids in a millisecond: borrow from the next
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes);
}

let lastMs = 0;
let counter = 0;

/**
 * An id that is the same for the same parts. It has the shape of a UUIDv7 with the time of `parent`, itself a UUIDv7, so that
 * a record made again after a crash gets the id it had.
 */
export function derivedId(parent: string, ...parts: string[]): string {
  const bytes = createHash('sha256')
    .update([parent, ...parts].join('\n'))
    .digest()
    .subarray(0, 16);
  Buffer.from(parent.replaceAll('-', ''), 'hex').copy(bytes, 0, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes);
}

/** The smallest id of a moment (Unix milliseconds): ids made before it are smaller. */
export function firstIdAt(time: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(0, time), 0, 6);
  return format(bytes);
}

/** Whether a text is a UUID in the lower-case form that ids are made in. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
