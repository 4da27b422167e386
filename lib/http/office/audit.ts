import * as results from '#lib/http/openapi/office-results';
import { currentUser, found } from '#lib/http/respond-with';
import { route } from '#lib/http/route';
import { beginAudit, readAudit } from '#lib/office/audit';
import { officeAnswer, requestOf } from './answer.ts';

/** The audit of the books: what it found, and that it is wanted now. */
export const auditRoutes = [
  route({
    method: 'GET',
    path: '/office/ledger/audit',
    access: 'staff',
    capability: 'ledger.read',
    name: 'readAudit',
    answers: { 200: results.audit },
    async handle(call) {
      const audit = await readAudit(currentUser(call));
      return found(
        audit && {
          underWay: audit.isUnderWay,
          last: audit.last && { ...audit.last, endedAt: audit.last.endedAt.toISOString() },
        },
      );
    },
  }),
  route({
    method: 'POST',
    path: '/office/ledger/audit',
    access: 'staff',
    capability: 'ledger.read',
    name: 'beginAudit',
    idempotent: true,
    answers: { 202: results.auditBegun },
    handle: async (call) =>
      officeAnswer(await beginAudit(requestOf(call)), ({ kind }) => ({
        status: 202,
        body: { begun: kind === 'begun' },
      })),
  }),
];
