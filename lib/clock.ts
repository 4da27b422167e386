import { toldTime } from './told-time.ts';

/**
 * The time at which something is decided or made. What the history of a demo does takes its time from here, not from `new Date()`
 * (docs/decisions/0021).
 */
export const now = (): Date => new Date(toldTime() ?? Date.now());
