'use client';

import clsx from 'clsx';
import { Undo2 } from 'lucide-react';
import { createContext, type RefObject, use, useActionState, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { FormProblem } from '../../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';
import { moveAction } from './actions.ts';

type Said = OfficeState['said'];

const fresh = (key: string): OfficeState => ({ key, said: null, faults: [], values: {}, problem: null });

/** What undoes the last move that was done on this screen: a step of an order. */
type Undo = { orderId: string; step: 'on' | 'back' } | null;

interface BoardState {
  say(said: Said): void;
  post: (form: FormData) => void;
  undo: RefObject<Undo>;
}

const BoardContext = createContext<BoardState>({
  say: () => undefined,
  post: () => undefined,
  undo: { current: null },
});

/** What undoes the last move that was done on this screen; null while a move is under way. */
export const useUndo = (): RefObject<Undo> => use(BoardContext).undo;

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
  const undo = useRef<Undo>(null);
  const said = last ?? posted.said;
  return (
    <BoardContext value={{ say, post, undo }}>
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
  const { say, post, undo } = use(BoardContext);
  const move = async (before: OfficeState, content: FormData) => {
    undo.current = null;
    const answered = await moveAction(before, content);
    // Here and not in an effect: by then the card may be in another column, and this form gone.
    if (answered.said) say(answered.said);
    if (answered.said?.isDone) undo.current = { orderId, step: content.get('to') === on?.to ? 'back' : 'on' };
    return answered;
  };
  const { state, pending, form } = useAnsweredAction<OfficeState>(move, fresh(formKey), (before, problem) => ({
    ...before,
    said: null,
    problem,
  }));
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
