'use server';

import { createHash } from 'node:crypto';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { type ImportOutcome, importCustomers } from '#lib/office/import';
import { IMPORT_BYTES_MAX } from '#lib/office/import-file';
import { answerForm } from '../../../_office/office-action.ts';
import type { OfficeState } from '../../../_office/office-state.ts';

const SHOWN_FAULTS_MAX = 20;

const schema = z.object({ links: z.literal('on').optional(), file: z.string().min(1) });

/** Imports customers from a CSV file. */
export async function importAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const upload = form.get('file');
  const file = upload instanceof File && upload.size <= IMPORT_BYTES_MAX ? await upload.bytes() : new Uint8Array();
  // What stands for the file among the fields, and so in the key of the operation.
  form.set('file', file.length > 0 ? createHash('sha256').update(file).digest('hex') : '');
  return answerForm(
    {
      name: 'import-customers',
      capability: 'customers.edit',
      path: '/office/customers/import',
      schema,
      operate: (request) =>
        importCustomers({ ...request, body: { file, sendsLinks: request.body.links !== undefined } }),
      tell,
    },
    state,
    form,
  );
}

async function tell(outcome: ImportOutcome): Promise<{ isDone: boolean; text: string }> {
  const t = await getTranslations('office.import');
  if (outcome.kind === 'imported') {
    const { created, updated, unchanged } = outcome;
    return { isDone: true, text: t('imported', { created, updated, unchanged }) };
  }
  const faults = outcome.faults.slice(0, SHOWN_FAULTS_MAX).map(({ line, column, fault }) => {
    const text = t(`faults.${fault}`);
    return column === null ? t('lineFault', { line, text }) : t('fault', { line, column, text });
  });
  return { isDone: false, text: [t('refused'), ...faults].join('\n') };
}
