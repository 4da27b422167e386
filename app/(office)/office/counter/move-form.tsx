'use client';

import clsx from 'clsx';
import { Undo2 } from 'lucide-react';
import { createContext, use, useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';
import { moveAction } from './actions.ts';

type Said = OfficeState['said'];

const SayContext = createContext<(said: Said) => void>(() => undefined);

/** The board, and above it what became of the last deed: the card that it was done on is elsewhere by then. */
export function Board({ children }: { children: React.ReactNode }) {
  const [said, say] = useState<Said>(null);
  return (
    <SayContext value={say}>
      <p
        role="status"
        className={clsx('min-h-6 pl-3', said && `border-l-2 ${said.isDone ? 'border-good' : 'border-bad'}`)}
      >
        {said?.text}
      </p>
      {children}
    </SayContext>
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
  const initial: OfficeState = { key: formKey, said: null, faults: [], values: {}, problem: null };
  const { state, pending, form } = useAnsweredAction<OfficeState>(moveAction, initial, (before, problem) => ({
    ...before,
    said: null,
    problem,
  }));
  const say = use(SayContext);
  useEffect(() => {
    if (state.said) say(state.said);
  }, [state.said, say]);
  return (
    <form {...form} className="flex flex-wrap items-center gap-1 print:hidden">
      <input type="hidden" name="key" value={state.key} />
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="from" value={from} />
      {on && (
        <Button name="to" value={on.to} aria-label={on.label} pending={pending} className="flex-1">
          {on.text}
        </Button>
      )}
      {back && (
        <Button
          name="to"
          value={back.to}
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
      {state.said && <p className="needs-no-script basis-full border-l-2 border-bad pl-3">{state.said.text}</p>}
    </form>
  );
}
