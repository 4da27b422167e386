import { expect, test } from 'vitest';
import type { MessageView } from '#lib/gateway/trace';
import { styles } from '#lib/messages/define';
import { sequenceOf } from '#lib/messages/flows';
import { measure } from './measure.ts';

/** The messages of an order that went the way it should, one each ten milliseconds. */
const recorded = (style: (typeof styles)[number], refusal: string | null = null): MessageView[] => {
  const path = sequenceOf(style, 'order').find((one) => one.refusal === refusal);
  return (path?.steps ?? []).map((step, index) => ({
    ...step,
    correlationId: 'one order',
    body: {},
    time: new Date(Date.UTC(2026, 0, 1) + index * 10).toISOString(),
  }));
};

test.each([
  ['command-reply', { messages: 4, callBacks: 0, answeredAfter: 30, outcomeAfter: 30 }],
  ['event-notification', { messages: 5, callBacks: 2, answeredAfter: 10, outcomeAfter: 50 }],
  ['event-collaboration', { messages: 5, callBacks: 0, answeredAfter: 10, outcomeAfter: 40 }],
] as const)('measures a paid order in %s', (style, figures) => {
  expect(measure(style, recorded(style))).toEqual({ ...figures, isComplete: true });
});

test.each(styles)('an order in %s is complete when all that follows from it was recorded, refused or not', (style) => {
  for (const { refusal, steps } of sequenceOf(style, 'order')) {
    const whole = recorded(style, refusal);
    expect(measure(style, whole).isComplete).toBe(true);
    const isPathToo = sequenceOf(style, 'order').some((path) => path.steps.length === steps.length - 1);
    if (!isPathToo) expect(measure(style, whole.slice(0, -1)).isComplete).toBe(false);
  }
});

test('says nothing of an answer or an outcome that has not come', () => {
  const [request] = recorded('event-collaboration');
  expect(measure('event-collaboration', request ? [request] : [])).toEqual({
    messages: 1,
    callBacks: 0,
    answeredAfter: null,
    outcomeAfter: null,
    isComplete: false,
  });
});
