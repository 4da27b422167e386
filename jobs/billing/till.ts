import type { z } from 'zod';
import { type AuditRecord, recordActions } from '#lib/accounts/audit-log';
import type { TransferOutcome } from '#lib/billing/transfers';
import type { Transaction } from '#lib/db/transact';
import { derivedId } from '#lib/ids';
import type { transferRequest } from '#lib/messages/shapes';

interface Command {
  body: z.infer<typeof transferRequest>;
  correlationId: string;
}

/**
 * Records what people of the office took and paid out at the till, in the transaction that moves it. A command that is delivered again
 * leads to the same record; what customers do for themselves is none.
 */
export async function recordAtTill(
  tx: Transaction,
  action: 'money-taken' | 'money-paid-out',
  commands: Command[],
  outcomes: TransferOutcome<string>[],
): Promise<void> {
  await recordActions(
    tx,
    commands.flatMap(({ body, correlationId }, index) => {
      const outcome = outcomes[index];
      return body.actorId && outcome?.kind === 'settled'
        ? recordOf(action, { ...body, actorId: body.actorId }, outcome.balance, correlationId)
        : [];
    }),
  );
}

function recordOf(
  action: 'money-taken' | 'money-paid-out',
  { transferId, userId, actorId, amount, method, note, origin }: Command['body'] & { actorId: string },
  balance: number,
  correlationId: string,
): AuditRecord {
  const before = action === 'money-taken' ? balance - amount : balance + amount;
  return {
    id: derivedId(transferId, action),
    action,
    actorId,
    subject: `user:${userId}`,
    before: { balance: before },
    after: { balance, amount, method, transferId, ...(actorId === userId && { ownWallet: true }) },
    reason: note ?? null,
    origin: origin ?? null,
    correlationId,
  };
}
