'use server';

import { redirect } from 'next/navigation';
import { runLab } from '#lib/lab/run';
import { attempt } from '../_forms/attempt.ts';
import { keyAfter, operationKey } from '../_forms/form-key.ts';
import type { ShownProblem } from '../_forms/form-state.ts';

/** The state of the lab's form, initially and after each submission. */
export interface LabState {
  /** Identifies the run that the form starts: see form-key.ts. */
  key: string;
  outcome: 'paid' | 'refused';
  problem: ShownProblem | null;
}

/** Orders in all three styles, and redirects to the run. */
export async function runLabAction(_: LabState, form: FormData): Promise<LabState> {
  const formKey = String(form.get('key'));
  const outcome = form.get('outcome') === 'refused' ? 'refused' : 'paid';
  const key = operationKey(formKey, 'lab', outcome);
  const { result, failure } = await attempt('lab', () => runLab(outcome, key));
  if (failure) return { key: formKey, outcome, problem: failure };
  if (result.kind === 'ran') redirect(`/styles?run=${result.runId}`);
  return { key: keyAfter(formKey, result), outcome, problem: problemOf(result) };
}

/** Nobody fills in the lab's own registration and order: what does not fit there is a fault of ours. */
function problemOf({ kind }: Exclude<Awaited<ReturnType<typeof runLab>>, { kind: 'ran' }>): ShownProblem {
  switch (kind) {
    case 'nothing-available':
      return { kind: 'order-rejected' };
    case 'guessable-password':
      return { kind: 'internal-error' };
    default:
      return { kind };
  }
}
