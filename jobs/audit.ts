import { recordActions } from '#lib/accounts/audit-log';
import { type Proof, prove } from '#lib/audit/audit';
import type { Consumer } from '#lib/broker/consumer';
import { AUDIT_QUEUE } from '#lib/broker/queues';
import { env } from '#lib/env';
import { type AuditJob, keepAudit } from '#lib/monitoring/audits';

/** Proves the books for whoever asked, outside a transaction of ours: it may take minutes. What it found is kept, and stands in the audit log. */
export const audit: Consumer<AuditJob, Proof> = {
  queue: AUDIT_QUEUE,
  batchSize: 1,
  prepare: () => prove(env().DATABASE_URL),
  async handle(tx, items) {
    for (const { data, prepared: proof } of items) {
      const { askedBy, askedFrom, correlationId } = data;
      await keepAudit(tx, proof);
      await recordActions(tx, [
        {
          ...{ actorId: askedBy, origin: askedFrom, correlationId },
          action: 'books-audited',
          subject: 'shop:books',
          after: { faults: proof.total, ...proof.covered },
        },
      ]);
      tx.signal({ topic: 'user', key: askedBy });
    }
  },
};
