import { type AuditRecord, recordActions } from '#lib/accounts/audit-log';
import { type Capability, may } from '#lib/accounts/roles';
import type { Identity } from '#lib/accounts/sign-in';
import { activity } from '#lib/activity';
import type { Transaction } from '#lib/db/transact';
import { idempotencyOf, type Request, scopeOf } from '#lib/gateway/operations';
import type { Result } from '#lib/gateway/outcomes';
import { perform } from '#lib/gateway/perform';

/** Somebody's role does not allow what they asked for. */
export interface NotAllowed {
  kind: 'not-allowed';
}

/** What somebody of the office asks for. */
export interface OfficeRequest<Body> extends Request<Body> {
  actor: Identity;
}

/** What an operation of the office works with. */
export interface OfficeContext {
  tx: Transaction;
  /** Records what it did, in its transaction: the actor, the origin and the request are added. */
  record(...records: Omit<AuditRecord, 'actorId' | 'origin' | 'correlationId'>[]): Promise<void>;
}

/**
 * Does an operation of the office if the role of the actor allows it: in one transaction with its records in the audit log, and once for each
 * idempotency key.
 */
export async function officeOperation<Outcome extends { kind: string }>(
  capability: Capability,
  request: OfficeRequest<unknown>,
  operate: (context: OfficeContext) => Promise<Outcome>,
): Promise<Result<Outcome | NotAllowed>> {
  const { actor, correlationId } = request;
  if (!may(actor.role, capability)) return { outcome: { kind: 'not-allowed' }, correlationId, isRepeat: false };
  const made = { actorId: actor.userId, origin: activity()?.origin ?? null, correlationId };
  return perform<Outcome>(
    actor.userId,
    { correlationId, idempotency: idempotencyOf(request, scopeOf(actor.userId)) },
    (tx) =>
      operate({
        tx,
        record: (...records) =>
          recordActions(
            tx,
            records.map((record) => ({ ...record, ...made })),
          ),
      }),
  );
}
