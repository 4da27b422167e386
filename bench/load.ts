import type { LoggedMessage } from '#lib/broker/message-log';
import { first, publish } from '#lib/broker/publish';
import { groupCommit } from '#lib/db/group-commit';
import { query } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { newId } from '#lib/ids';
import { eventCollaboration } from '#lib/messages/event-collaboration';

export interface Customer {
  id: string;
  email: string;
  name: string;
}

/** Figures of one run. Latency is from the call that publishes to the customer being told, in milliseconds. */
export interface Figures {
  orders: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/**
 * Keeps `inFlight` event-collaboration orders under way for `seconds`: each is published as the gateway publishes, and replaced by
 * another when its customer is told. Ends when all are told.
 */
export async function orderLoad(customers: Customer[], inFlight: number, seconds: number): Promise<Figures> {
  const waiting = new Map<string, () => void>();
  const stop = settledSignals(waiting);
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < until) {
        const begun = performance.now();
        await placeOrder(customers[Math.floor(Math.random() * customers.length)] as Customer, waiting);
        latencies.push(performance.now() - begun);
      }
    }),
  );
  const elapsed = performance.now() - started;
  stop();
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    orders: latencies.length,
    perSecond: latencies.length / (elapsed / 1_000),
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}

/** As the gateway publishes: what comes while a transaction is under way goes into the next. */
const publishTogether = groupCommit('bench', async (tx, messages: LoggedMessage[]) => {
  await publish(tx, messages);
  return messages;
});

async function placeOrder({ id, email, name }: Customer, waiting: Map<string, () => void>): Promise<void> {
  const orderId = newId();
  const settled = new Promise<void>((resolve) => waiting.set(orderId, resolve));
  const body = {
    orderId,
    userId: id,
    items: [{ productId: 'flat-white', quantity: 1 }],
    contact: { email, name, locale: 'en' as const },
  };
  await publishTogether(first(eventCollaboration, 'OrderCreateRequested', body, newId()));
  await settled;
}

/** Resolves the orders that are told, one query at a time, whenever something of a customer changed. */
function settledSignals(waiting: Map<string, () => void>): () => void {
  let running = false;
  let again = false;
  const check = async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      const told = await query<{ id: string }>(
        'SELECT order_id AS id FROM notification.notifications WHERE order_id = ANY($1)',
        [[...waiting.keys()]],
      );
      for (const { id } of told) {
        waiting.get(id)?.();
        waiting.delete(id);
      }
    }
    running = false;
  };
  return onSignal('user', () => void check());
}
