import type { Formats } from 'next-intl';

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** How pages write days and times. */
export const formats = {
  dateTime: {
    clock,
    seconds: { ...clock, second: '2-digit' },
    day: { ...day, month: 'long' },
    weekday: { ...day, weekday: 'long', month: 'long' },
    moment: { ...day, ...clock },
    dayAndTime: { day: 'numeric', month: 'short', ...clock },
  },
} satisfies Formats;

/** The name of the shortest format that says when something was: without the year in this one. */
export const shortestFormat = (time: Date): 'dayAndTime' | 'moment' =>
  time.getUTCFullYear() === new Date().getUTCFullYear() ? 'dayAndTime' : 'moment';
