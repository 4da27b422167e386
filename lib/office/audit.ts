import type { Identity } from '#lib/accounts/sign-in';
import { activity } from '#lib/activity';
import { countOpenJobs } from '#lib/broker/job-table';
import { enqueueOnly } from '#lib/broker/publish';
import { AUDIT_QUEUE } from '#lib/broker/queues';
import type { Result } from '#lib/gateway/outcomes';
import { type Audit, type AuditJob, readLastAudit } from '#lib/monitoring/audits';
import { ifAllowed } from './allowed.ts';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';

/** What the last audit of the books found, null where there was none; and whether one is under way. */
export interface AuditView {
  isUnderWay: boolean;
  last: Audit | null;
}

/** How the books stand. */
export const readAudit = (actor: Identity): Promise<AuditView | null> =>
  ifAllowed(actor, 'ledger.read', async () => {
    const [jobs, last = null] = await Promise.all([countOpenJobs([AUDIT_QUEUE]), readLastAudit()]);
    return { isUnderWay: jobs > 0, last };
  });

/** Whether an audit was begun, or one is under way whose answer serves. */
export interface AuditOutcome {
  kind: 'begun' | 'under-way';
}

/** Has the books audited by a worker. The audit records itself in the audit log when it is done. */
export const beginAudit = (request: OfficeRequest<unknown>): Promise<Result<AuditOutcome | NotAllowed>> =>
  officeOperation<AuditOutcome>('ledger.read', request, async ({ tx }) => {
    const { actor, correlationId } = request;
    const job: AuditJob = { askedBy: actor.userId, askedFrom: activity()?.origin ?? null, correlationId };
    return { kind: (await enqueueOnly(tx, AUDIT_QUEUE, job)) ? 'begun' : 'under-way' };
  });
