import { sql } from 'drizzle-orm';
import { notifications } from '#drizzle/schema/notification';
import type { LoggedMessage } from '#lib/broker/message-log';
import { first, publish } from '#lib/broker/publish';
import { groupCommit } from '#lib/db/group-commit';
import { run } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { type RowOf, selection, statement } from '#lib/db/statement';
import { newId } from '#lib/ids';
import type { BodyOf, Style } from '#lib/messages/define';
import { commandReply, eventCollaboration, eventNotification } from '#lib/messages/index';
import type { Customer } from './fill.ts';

/** The orders of one window, and the milliseconds from publishing each to its notification. */
export interface EngineFigures {
  elapsed: number;
  milliseconds: number[];
}

/**
 * Keeps `inFlight` orders of a style under way for `seconds`. Each is published as the gateway publishes it, and is followed by another when its
 * notification is stored. Resolves when all notifications are stored.
 */
export async function orderLoad(
  customers: Customer[],
  style: Style,
  inFlight: number,
  seconds: number,
): Promise<EngineFigures> {
  const waiting = new Map<string, () => void>();
  const stop = resolveNotified(waiting);
  const milliseconds: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1_000;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < until) {
        const begun = performance.now();
        await placeOrder(style, customers[Math.floor(Math.random() * customers.length)] as Customer, waiting);
        milliseconds.push(performance.now() - begun);
      }
    }),
  );
  const elapsed = (performance.now() - started) / 1_000;
  stop();
  return { elapsed, milliseconds };
}

/** Publishes as the gateway does: messages that arrive during a transaction go into the next one. */
const publishInGroups = groupCommit('bench', async (tx, messages: LoggedMessage[]) => {
  await publish(tx, messages); // a promise in older commits, which `--against` runs with this file
  return messages;
});

async function placeOrder(style: Style, customer: Customer, waiting: Map<string, () => void>): Promise<void> {
  const { userId, email, name } = customer;
  const orderId = newId();
  const settled = new Promise<void>((resolve) => waiting.set(orderId, resolve));
  const items = [{ productId: 'flat-white', quantity: 1 }];
  await publishInGroups(requestOf(style, { orderId, userId, items, contact: { email, name, locale: 'en' } }));
  await settled;
}

type Order = BodyOf<typeof commandReply, 'CreateOrder'>;

function requestOf(style: Style, order: Order): LoggedMessage {
  const correlationId = newId();
  if (style === 'command-reply') return first(commandReply, 'CreateOrder', order, correlationId);
  if (style === 'event-notification') return first(eventNotification, 'OrderRequested', order, correlationId);
  return first(eventCollaboration, 'OrderCreateRequested', order, correlationId);
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
