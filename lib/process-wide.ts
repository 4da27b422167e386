/**
 * One value per process, whatever bundle asks for it: Next bundles route handlers, pages and instrumentation apart, so a
 * module-level variable would exist once per bundle. Pool, broker, reply waiters and live streams live here.
 */
export function processWide<T>(name: string, create: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`saldo.${name}`);
  store[key] ??= create();
  return store[key];
}

/** Forgets a process-wide value, after its owner has closed it. */
export function forget(name: string): void {
  delete (globalThis as unknown as Record<symbol, unknown>)[Symbol.for(`saldo.${name}`)];
}
