import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { toldTime } from './told-time.ts';

/**
 * A new UUIDv7 (RFC 9562). Ids made by one process sort in the order they were made, and land side by side in an index.
 */
export function newId(): string {
  const msecs = toldTime();
  return msecs === undefined ? v7() : v7({ msecs });
}

/**
 * An id that is always the same for the same parts. It has the shape of a UUIDv7 with the time of `parent`, itself a
 * UUIDv7, so that a record made again after a crash gets the id it had.
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

/** When an id was made (Unix milliseconds): the time that a UUIDv7 carries. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Whether a text is a UUID in the lower-case form that ids are made in. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
