import { isId } from '#lib/ids';

/** A cursor that no list of ours has given out. The caller's mistake: 400. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

/** The opaque cursor of a position in a list, for example the id of the last item of a page. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/**
 * The position behind a cursor: an id, unless the list says otherwise. Throws `InvalidCursor` unless the cursor is well formed and
 * `isPosition` accepts what it holds.
 */
export function decodeCursor(cursor: string, isPosition: (text: string) => boolean = isId): string {
  const position = Buffer.from(cursor, 'base64url').toString();
  // Decoding skips what it does not understand; encoding again shows whether anything was skipped.
  if (encodeCursor(position) !== cursor || !isPosition(position)) throw new InvalidCursor('the cursor is malformed');
  return position;
}
