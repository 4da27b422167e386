/**
 * One value per process, whatever bundle asks for it: Next bundles route handlers, pages and instrumentation apart, so a
 * module-level variable would exist once per bundle. Pool, broker, reply waiters and live streams live here.
 */
export function processWide<T>(name: string, create: () => T): T {
  const store = storeOf<T>();
  const key = Symbol.for(`saldo.${name}`);
  store[key] ??= create();
  return store[key];
}

/** Removes a process-wide value and returns it, so that its owner can close it; undefined if it was never made. */
export function takeProcessWide<T>(name: string): T | undefined {
  const store = storeOf<T>();
  const key = Symbol.for(`saldo.${name}`);
  const value = store[key];
  delete store[key];
  return value;
}

/** The compiler cannot know what a symbol of `globalThis` holds; each name is used with one type only. */
const storeOf = <T>(): Record<symbol, T | undefined> => globalThis as unknown as Record<symbol, T | undefined>;
