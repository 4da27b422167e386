import { sql } from 'drizzle-orm';
import { notifications } from '#drizzle/schema/notification';
import type { LoggedMessage } from '#lib/broker/message-log';
import { first, publish } from '#lib/broker/publish';
import { groupCommit } from '#lib/db/group-commit';
import { run } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { type RowOf, selection, statement } from '#lib/db/statement';
import { newId } from '#lib/ids';
import { eventCollaboration } from '#lib/messages/event-collaboration';

export interface Customer {
  id: string;
  email: string;
  name: string;
}

/** The figures of one run. Latency is the time from publishing an order to its notification, in milliseconds. */
export interface Figures {
  orders: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/**
 * Keeps `inFlight` event-collaboration orders under way for `seconds`. Each is published as the gateway publishes it,
 * and is followed by another when its notification is stored. Resolves when all notifications are stored.
 */
export async function orderLoad(customers: Customer[], inFlight: number, seconds: number): Promise<Figures> {
  const waiting = new Map<string, () => void>();
  const stop = resolveNotified(waiting);
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

/** Publishes as the gateway does: messages that arrive during a transaction go into the next one. */
const publishInGroups = groupCommit('bench', async (tx, messages: LoggedMessage[]) => {
  publish(tx, messages);
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
  await publishInGroups(first(eventCollaboration, 'OrderCreateRequested', body, newId()));
  await settled;
}

const notified = selection({ id: notifications.orderId });
const findNotified = statement<RowOf<typeof notified>, { orderIds: string[] }>(
  sql`SELECT ${notified} FROM ${notifications} WHERE ${notifications.orderId} = ANY(${sql.placeholder('orderIds')})`,
);

/**
 * Resolves the orders that have their notification, with one query at a time, whenever something of a customer changes.
 */
function resolveNotified(waiting: Map<string, () => void>): () => void {
  let running = false;
  let again = false;
  const check = async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      for (const { id } of await run(findNotified, { orderIds: [...waiting.keys()] })) {
        if (id === null) continue;
        waiting.get(id)?.();
        waiting.delete(id);
      }
    }
    running = false;
  };
  return onSignal('user', () => void check());
}
