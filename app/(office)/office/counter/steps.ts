import type { OrderFilter } from '#lib/office/orders';

type Fulfilment = Exclude<NonNullable<OrderFilter['fulfilment']>, 'open' | 'cancelled'>;

const states = ['accepted', 'preparing', 'ready', 'collected'] as const satisfies Fulfilment[];

/** Where the counter can move an order from a state: one on, one back. */
export function stepsFrom(state: Fulfilment): { on: Fulfilment | undefined; back: Fulfilment | undefined } {
  const index = states.indexOf(state);
  return { on: states[index + 1], back: states[index - 1] };
}
