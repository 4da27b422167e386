import { processWide } from '#lib/process-wide';
import { sqlStateOf } from './outage.ts';
import { type Transaction, transact } from './transact.ts';

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

const AT_ONCE = 100;

/**
 * Group commit: returns a function that runs `work` for the items of concurrent callers in one transaction. Items that
 * arrive while a transaction is under way wait for the next one; a single caller does not wait. `work` returns its
 * results in the order of the items. If the database refuses the data of a group, its items are tried again one by one,
 * so that each caller gets the error of its own item only.
 */
export function groupCommit<Item, Result>(
  name: string,
  work: (tx: Transaction, items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  const state = () =>
    processWide(`groupCommit-${name}`, () => ({ waiting: [] as Waiting<Item, Result>[], running: false }));
  return (item) =>
    new Promise<Result>((resolve, reject) => {
      const { waiting, running } = state();
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });

  async function run(): Promise<void> {
    const current = state();
    current.running = true;
    while (current.waiting.length > 0) await commit(current.waiting.splice(0, AT_ONCE));
    current.running = false;
  }

  async function commit(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await transact((tx) =>
        work(
          tx,
          group.map(({ item }) => item),
        ),
      );
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (group.length > 1 && isRefusal(error)) for (const waiting of group) await commit([waiting]);
      else for (const { reject } of group) reject(error);
    }
  }
}

/** A statement failed because of its data (SQLSTATE classes 22 and 23), so it is certain that nothing was stored. */
const isRefusal = (error: unknown): boolean => /^2[23]/.test(sqlStateOf(error) ?? '');
