import { expect, test } from 'vitest';
import { dayAfter, dayOf, instantOf, localTimeOf, startOfDay, timeOn } from './calendar.ts';

test.for([
  ['2026-01-15', 'UTC', '2026-01-15T00:00:00.000Z'],
  ['2026-01-15', 'Europe/Berlin', '2026-01-14T23:00:00.000Z'],
  ['2026-07-15', 'Europe/Berlin', '2026-07-14T22:00:00.000Z'],
  ['2026-01-15', 'America/New_York', '2026-01-15T05:00:00.000Z'],
  ['2026-01-15', 'Asia/Kolkata', '2026-01-14T18:30:00.000Z'],
] as const)('%s begins in %s at %s', ([day, timeZone, instant]) => {
  expect(startOfDay(day, timeZone).toISOString()).toBe(instant);
});

test('the days on which clocks change begin right, and are as long as they are', () => {
  const hours = (day: string, timeZone: string) =>
    (startOfDay(dayAfter(day), timeZone).getTime() - startOfDay(day, timeZone).getTime()) / 3_600_000;
  expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
  expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25);
  expect(hours('2026-03-08', 'America/New_York')).toBe(23);
  expect(hours('2026-11-01', 'America/New_York')).toBe(25);
});

test('a time of the day is the one that the clocks show, also after they were changed in the night', () => {
  const at = (day: string, time: string) => timeOn(day, time, 'Europe/Berlin').toISOString();
  expect(at('2026-01-15', '08:30:00')).toBe('2026-01-15T07:30:00.000Z');
  expect(at('2026-03-29', '08:30:00')).toBe('2026-03-29T06:30:00.000Z');
  expect(at('2026-10-25', '08:30:00')).toBe('2026-10-25T07:30:00.000Z');
  expect(at('2026-10-24', '24:00:00')).toBe('2026-10-24T22:00:00.000Z');
});

test('an instant belongs to the day of the clocks where the reader is', () => {
  const instant = new Date('2026-05-01T22:30:00Z');
  expect(dayOf(instant, 'UTC')).toBe('2026-05-01');
  expect(dayOf(instant, 'Europe/Berlin')).toBe('2026-05-02');
});

test('what clocks show is read as it is written, also on the day on which they change', () => {
  for (const localTime of ['2026-03-29T01:30', '2026-03-29T03:30', '2026-07-15T18:05'])
    expect(localTimeOf(instantOf(localTime, 'Europe/Berlin'), 'Europe/Berlin')).toBe(localTime);
  expect(instantOf('2026-07-15T18:05', 'Europe/Berlin').toISOString()).toBe('2026-07-15T16:05:00.000Z');
  expect(instantOf('soon', 'UTC').getTime()).toBeNaN();
  expect(instantOf('2026-13-45T99:99', 'UTC').getTime()).toBeNaN();
});

test('the day after the last of a year is the first of the next', () => {
  expect(dayAfter('2026-12-31')).toBe('2027-01-01');
});
