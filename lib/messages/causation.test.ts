import { expect, test } from 'vitest';
import { causationTree } from './causation.ts';

const requested = { id: 'a', causationId: null, name: 'Requested', producer: 'gateway', consumers: ['order'] } as const;
const created = {
  id: 'b',
  causationId: 'a',
  name: 'Created',
  producer: 'order',
  consumers: ['notification', 'gateway'],
} as const;
const billed = { id: 'c', causationId: 'a', name: 'Billed', producer: 'order', consumers: ['billing'] } as const;

const treeOf = (...items: Parameters<typeof causationTree>[0]) => causationTree(items);

test('reads the same whichever message was recorded first', () => {
  expect(treeOf(requested, created, billed)).toBe(treeOf(billed, requested, created));
  expect(treeOf(requested, created, billed)).toBe(
    'Requested (gateway → order)\n  Billed (order → billing)\n  Created (order → gateway, notification)',
  );
});

test('tells a message apart from the same message with another cause', () => {
  expect(treeOf(requested, created, { ...billed, causationId: 'b' })).not.toBe(treeOf(requested, created, billed));
});

test('shows a message whose cause is missing, and one that came twice', () => {
  expect(treeOf(requested, { ...billed, causationId: 'x' })).toBe(
    'Requested (gateway → order)\n? Billed (order → billing)',
  );
  expect(treeOf(requested, billed, { ...billed, id: 'd' }).match(/Billed/g)).toHaveLength(2);
});
