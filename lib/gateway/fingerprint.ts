/** The canonical text of a request, independent of the key order and spacing of its JSON. A repeat with the same idempotency key must equal it. */
export function fingerprintOf(method: string, path: string, body: unknown): string {
  return `${method} ${path} ${JSON.stringify(sorted(body))}`;
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
