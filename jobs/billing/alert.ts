import type { Crossing } from '#lib/billing/decide';
import { enqueue } from '#lib/broker/publish';
import { ALERT_QUEUE } from '#lib/broker/queues';
import type { Transaction } from '#lib/db/transact';

type Outcome = { kind: 'refused' } | { kind: 'paid' | 'settled'; crossing?: Crossing };

/**
 * Queues the low-balance alerts that follow from a batch of outcomes, in its transaction. An alert is a plain job and no message, because
 * it is no part of the request.
 */
export async function queueAlerts(tx: Transaction, outcomes: Outcome[]): Promise<void> {
  const crossings = outcomes.flatMap((outcome) => ('crossing' in outcome ? (outcome.crossing ?? []) : []));
  await enqueue(
    tx,
    ALERT_QUEUE,
    crossings.map((crossing) => ({ data: crossing })),
  );
}
