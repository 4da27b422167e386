import { eq } from 'drizzle-orm';
import { requests } from '#drizzle/schema/gateway';
import { type Transaction, transact } from '#lib/db/transact';
import type { Request } from './operations.ts';
import type { Result } from './outcomes.ts';
import { digestOf, findRequest, type Idempotency, storeRequests } from './requests.ts';

/**
 * Does an operation that needs no message: `operate` does it whole, in one transaction. With an idempotency key it is done once: request,
 * effect and outcome are stored together, and a repeat is answered with the outcome, which must survive JSON. A repeat that comes
 * meanwhile waits for the first.
 */
export function perform<Outcome extends { kind: string }>(
  ownerId: string,
  { correlationId, idempotency }: Pick<Request<unknown>, 'correlationId'> & { idempotency: Idempotency | null },
  operate: (tx: Transaction) => Promise<Outcome>,
): Promise<Result<Outcome>> {
  return transact(async (tx) => {
    if (!idempotency) return { outcome: await operate(tx), correlationId, isRepeat: false };
    const stored = await tx.run(storeRequests, {
      people: [],
      rows: [
        {
          correlationId,
          ownerId,
          keyScope: idempotency.scope,
          key: idempotency.key,
          digest: digestOf(idempotency),
        },
      ],
    });
    if (stored.length === 0) return repeated<Outcome>(tx, idempotency, correlationId);
    const outcome = await operate(tx);
    await tx.orm.update(requests).set({ outcome }).where(eq(requests.correlationId, correlationId));
    return { outcome, correlationId, isRepeat: false };
  });
}

async function repeated<Outcome>(
  tx: Transaction,
  idempotency: Idempotency,
  correlationId: string,
): Promise<Result<Outcome>> {
  const first = await findRequest(idempotency.scope, idempotency.key, tx.orm);
  if (!first) throw new Error('the request that used the key is gone');
  if (first.digest !== digestOf(idempotency))
    return { outcome: { kind: 'key-reused' }, correlationId, isRepeat: false };
  return { outcome: first.outcome as Outcome, correlationId: first.correlationId, isRepeat: true };
}
