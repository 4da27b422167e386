import { processWide } from '#lib/process-wide';

interface Waiting<Row> {
  resolve(row: Row | null): void;
  reject(error: unknown): void;
}

const AT_ONCE = 500;
/** A read that takes longer may never end, so the next one does not wait for it. */
const SLOW_MS = 100;

/**
 * Gathered reads: returns a function that reads one row by its key. Keys that are asked for while a read is under way are read together by the
 * next one; whoever is alone does not wait. So a read begins after it was asked for, and sees what was committed before. `read` returns the rows
 * that there are, in any order, and `keyOf` tells whose each is; the others are null.
 */
export function gather<Row>(
  name: string,
  read: (keys: string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): (key: string) => Promise<Row | null> {
  const state = () =>
    processWide(`gather-${name}`, () => ({ waiting: new Map<string, Waiting<Row>[]>(), isReading: false }));
  return (key) =>
    new Promise((resolve, reject) => {
      const { waiting, isReading } = state();
      const others = waiting.get(key);
      if (others) others.push({ resolve, reject });
      else waiting.set(key, [{ resolve, reject }]);
      if (!isReading) void run();
    });

  async function run(): Promise<void> {
    const current = state();
    current.isReading = true;
    while (current.waiting.size > 0) {
      const keys = [...current.waiting.keys()].slice(0, AT_ONCE);
      const asked = keys.map((key) => [key, current.waiting.get(key) ?? []] as const);
      for (const key of keys) current.waiting.delete(key);
      let isSlow = false;
      const timer = setTimeout(() => {
        isSlow = true;
        current.isReading = false;
        if (current.waiting.size > 0) void run();
      }, SLOW_MS);
      await answer(asked);
      clearTimeout(timer);
      if (isSlow) return; // whoever asked meanwhile has been read, or is being read
    }
    current.isReading = false;
  }

  async function answer(asked: (readonly [string, Waiting<Row>[]])[]): Promise<void> {
    try {
      const rows = new Map((await read(asked.map(([key]) => key))).map((row) => [keyOf(row), row]));
      for (const [key, waiting] of asked) for (const { resolve } of waiting) resolve(rows.get(key) ?? null);
    } catch (error) {
      for (const [, waiting] of asked) for (const { reject } of waiting) reject(error);
    }
  }
}
