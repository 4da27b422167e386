import { toldTime } from './told-time.ts';

/** The time at which something is decided or made. */
export const now = (): Date => new Date(toldTime() ?? Date.now());
