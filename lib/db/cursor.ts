import { isId } from '#lib/ids';

/** The caller sent a cursor that no list has returned. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor';
}

/** A page of a list. `nextCursor` leads to the next page; null on the last one. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * Makes a page of rows that were read with a limit of `limit + 1`: the additional row shows that another page follows.
 * `positionOf` is where a row stands in the list, for the cursor.
 */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  positionOf: (row: Row) => string | number,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    nextCursor: last && rows.length > limit ? encodeCursor(`${positionOf(last)}`) : null,
  };
}

/** The opaque cursor of a position in a list, for example the id of the last item of a page. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/**
 * The position behind a cursor, by default an id. Throws `InvalidCursor` unless the cursor is well formed and
 * `isPosition` accepts its position.
 */
export function decodeCursor(cursor: string, isPosition: (text: string) => boolean = isId): string {
  const position = Buffer.from(cursor, 'base64url').toString();
  // Decoding skips what it does not understand; encoding again shows whether anything was skipped.
  if (encodeCursor(position) !== cursor || !isPosition(position)) throw new InvalidCursor('the cursor is malformed');
  return position;
}
