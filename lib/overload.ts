/** More was asked at once than this process does: the same request may succeed in some seconds. Nothing was done. */
export class Overload extends Error {
  override name = 'Overload';
}
