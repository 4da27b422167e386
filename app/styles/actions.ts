'use server';

import { redirect } from 'next/navigation';
import { runLab } from '#lib/lab/run';
import { keyAfter, operationKey } from '../_forms/form-key.ts';
import { problemOf, type ShownProblem } from '../_forms/form-state.ts';

/** What the form of the lab is made from, at first and after each submission. */
export interface LabState {
  /** Names the run that the form stands for: see form-key.ts. */
  key: string;
  outcome: 'paid' | 'refused';
  problem: ShownProblem | null;
}

/** Orders in all three styles, and shows how it went. */
export async function runLabAction(_: LabState, form: FormData): Promise<LabState> {
  const formKey = String(form.get('key'));
  const outcome = form.get('outcome') === 'refused' ? 'refused' : 'paid';
  const answer = await runLab(outcome, operationKey(formKey, 'lab', outcome));
  const runId = answer.body?.runId;
  if (typeof runId === 'string') redirect(`/styles?run=${runId}`);
  return { key: keyAfter(formKey, answer), outcome, problem: problemOf(answer) };
}
