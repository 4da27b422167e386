'use client';

import clsx from 'clsx';
import { Undo2 } from 'lucide-react';
import { createContext, use, useActionState, useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';
import { moveAction } from './actions.ts';

type Said = OfficeState['said'];

const fresh = (key: string): OfficeState => ({ key, said: null, faults: [], values: {}, problem: null });

const BoardContext = createContext<{ say(said: Said): void; post: (form: FormData) => void }>({
  say: () => undefined,
  post: () => undefined,
});

interface BoardProps {
  formKey: string;
  heading?: React.ReactNode;
  children: React.ReactNode;
}

/**
 * The board, and beside its heading what became of the last deed: the card that it was done on is elsewhere by then. Without JavaScript all of its
 * forms are posted here for the same reason.
 */
export function Board({ formKey, heading, children }: BoardProps) {
  const [posted, post] = useActionState(moveAction, fresh(formKey));
  const [last, say] = useState<Said>(null);
  const said = last ?? posted.said;
  return (
    <BoardContext value={{ say, post }}>
      <div className="flex flex-wrap items-baseline gap-x-6">
        {heading}
        <p role="status" className={clsx(said && `border-l-2 pl-3 ${said.isDone ? 'border-good' : 'border-bad'}`)}>
          {said?.text}
        </p>
      </div>
      <FormProblem problem={posted.problem} />
      {children}
    </BoardContext>
  );
}

interface Step {
  to: string;
  text: string;
  label: string;
}

interface MoveFormProps {
  orderId: string;
  number: number;
  /** The state that the person sees. */
  from: string;
  formKey: string;
  on?: Step | undefined;
  back?: Step | undefined;
}

/** Moves an order on, or back. A move names the state that was seen, so that two screens cannot fight. */
export function MoveForm({ orderId, number, from, formKey, on, back }: MoveFormProps) {
  const { state, pending, form } = useAnsweredAction<OfficeState>(moveAction, fresh(formKey), (before, problem) => ({
    ...before,
    said: null,
    problem,
  }));
  const { say, post } = use(BoardContext);
  useEffect(() => {
    if (state.said) say(state.said);
  }, [state.said, say]);
  return (
    <form {...form} action={post} className="flex flex-wrap items-center gap-1 print:hidden">
      <input type="hidden" name="key" value={state.key} />
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="from" value={from} />
      {on && (
        <Button name="to" value={on.to} data-step="on" aria-label={on.label} pending={pending} className="flex-1">
          {on.text}
        </Button>
      )}
      {back && (
        <Button
          name="to"
          value={back.to}
          data-step="back"
          aria-label={back.label}
          title={back.text}
          pending={pending}
          variant="quiet"
          className="px-3"
        >
          <Undo2 aria-hidden size={18} />
          {!on && back.text}
        </Button>
      )}
      <FormProblem problem={state.problem} />
    </form>
  );
}
