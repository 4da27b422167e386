import { AsyncLocalStorage } from 'node:async_hooks';
import { processWide } from './process-wide.ts';

/** The next moment of a told time, in Unix milliseconds. */
interface Told {
  next: number;
}

const storage = () => processWide('told-time', () => new AsyncLocalStorage<Told>());

/** The next millisecond of a told time; undefined where none is told, which is everywhere but in the history of a demo. */
export function toldTime(): number | undefined {
  const told = storage().getStore();
  return told && told.next++;
}

/**
 * Runs `work` as if it began at `moment`: what it decides and makes is of that time, each thing a millisecond after the one before. The database
 * keeps its own time. Only the history of a demo is told (`scripts/seed/tell-history.ts`); the import rules keep everything else away.
 */
export const asIfAt = <Result>(moment: Date, work: () => Result): Result =>
  storage().run({ next: moment.getTime() }, work);
