import { z } from 'zod';
import type { Answer } from '#lib/http/answer';
import * as results from '#lib/http/openapi/office-results';
import { problem } from '#lib/http/problem';
import { currentUser, ok } from '#lib/http/respond-with';
import { route } from '#lib/http/route';
import { texts } from '#lib/i18n/texts';
import { type ImportOutcome, importCustomers } from '#lib/office/import';
import { IMPORT_BYTES_MAX } from '#lib/office/import-file';
import { officeAnswer } from './answer.ts';

const query = z.object({
  sendLinks: z
    .enum(['true', 'false'])
    .optional()
    .describe('Whether each new person is sent a link to choose a password'),
});

/** The import of customers. */
export const importRoutes = [
  route<Buffer, z.infer<typeof query>>({
    method: 'POST',
    path: '/office/customers/import',
    access: 'staff',
    capability: 'customers.edit',
    name: 'importCustomers',
    upload: { types: ['text/csv'], bytesMax: IMPORT_BYTES_MAX },
    query,
    idempotent: true,
    answers: { 200: results.importCounts },
    problems: ['invalid-csv'],
    async handle(call) {
      const sendsLinks = call.query.sendLinks === 'true';
      const result = await importCustomers({
        ...call,
        actor: currentUser(call),
        body: { file: call.body, sendsLinks },
        fingerprint: `${call.fingerprint} ${sendsLinks}`,
      });
      return officeAnswer(result, imported);
    },
  }),
];

function imported(outcome: ImportOutcome): Answer {
  if (outcome.kind === 'imported') {
    const { kind: _, ...counts } = outcome;
    return ok(counts);
  }
  const errors = outcome.faults.map(({ line, column, fault }) => ({
    line,
    column,
    detail: texts.en.office.import.faults[fault],
  }));
  return problem('invalid-csv', 'The file has faults, and nothing was imported; `errors` says where each is.', {
    members: { errors },
  });
}
