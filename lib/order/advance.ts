import type { Transaction } from '#lib/db/transact';
import { type Fulfilment, type LockedOrder, lockOrders, writeOrders } from './counter.ts';
import type { OrderFacts } from './facts.ts';

/** What the counter does with an order. */
type CounterState = Exclude<Fulfilment, 'cancelled'>;

/** Somebody saw an order in the state `from`, in which it was since its change number `version`, and sets it to `to`. */
export interface AdvanceRequest {
  orderId: string;
  from: CounterState;
  to: CounterState;
  version: number;
}

/** An order at the counter, and where it was `before` this change; null where it was in the wanted state already. */
interface Advanced {
  kind: 'advanced';
  order: OrderFacts & { number: number; fulfilment: CounterState; refunded: number };
  before: CounterState | null;
}

/** Whether an order is in the wanted state now, or was found in another one than was seen, and stays there. */
export type AdvanceOutcome = Advanced | { kind: 'moved'; orderId: string; found: Fulfilment | null };

/**
 * Sets how far orders are, on or back, one after the other, and answers in the order of the requests. A state is set and not toggled: who
 * asks for the one that it has gets it. A request that was decided before changes nothing, because its version has passed.
 */
export async function advanceOrders(tx: Transaction, requests: AdvanceRequest[]): Promise<AdvanceOutcome[]> {
  const orders = await lockOrders(
    tx,
    requests.map(({ orderId }) => orderId),
  );
  const changed = new Map<string, LockedOrder>();
  const outcomes = requests.map(({ orderId, from, to, version }): AdvanceOutcome => {
    const order = changed.get(orderId) ?? (orders.get(orderId) as LockedOrder);
    const { status: _, settledAt: __, fulfilment, fulfilmentVersion, number, ...facts } = order;
    if (number === null) return { kind: 'moved', orderId, found: fulfilment };
    const advanced = { ...facts, number, fulfilment: to };
    if (fulfilment === to) return { kind: 'advanced', order: advanced, before: null };
    if (fulfilment !== from || fulfilmentVersion !== version) return { kind: 'moved', orderId, found: fulfilment };
    changed.set(orderId, { ...order, fulfilment: to, fulfilmentVersion: version + 1 });
    return { kind: 'advanced', order: advanced, before: from };
  });
  await writeOrders(tx, changed.values());
  return outcomes;
}
