import { expect, test } from 'vitest';
import { now } from './clock.ts';
import { newId, timeOf } from './ids.ts';
import { asIfAt } from './told-time.ts';

test('what is done as if at a moment is of that time, in the order in which it is done', async () => {
  const moment = new Date('2020-02-02T08:00:00Z');
  const [first, second, time] = await asIfAt(moment, async () => {
    const id = newId();
    await Promise.resolve();
    return [id, newId(), now()];
  });
  expect([first, second].map((id) => timeOf(id as string) - moment.getTime())).toEqual([0, 1]);
  expect(time).toEqual(new Date('2020-02-02T08:00:00.002Z'));
  expect(timeOf(newId())).toBeGreaterThan(Date.parse('2026-01-01'));
});
