'use client';

import { unstable_rethrow } from 'next/navigation';
import { useRef, useState, useTransition } from 'react';
import { FormProblem } from './form-problem.tsx';
import type { ShownProblem } from './form-state.ts';
import { problemOfFailure } from './use-answered-action.ts';

interface ActionFormProps extends React.ComponentProps<'form'> {
  action: (form: FormData) => Promise<void>;
}

/** A form of buttons, whose action shows what it did in the page itself. Where it fails the page stays, and says so here. */
export function ActionForm({ action, children, ...props }: ActionFormProps) {
  const [problem, setProblem] = useState<ShownProblem | null>(null);
  const [, start] = useTransition();
  // The second click of a double click does nothing; another button does.
  const underWay = useRef<HTMLElement | null>(null);
  const send = async (content: FormData) => {
    try {
      await action(content);
      setProblem(null);
    } catch (error) {
      unstable_rethrow(error); // a redirect is no failure
      setProblem(problemOfFailure(error));
    } finally {
      underWay.current = null;
    }
  };
  return (
    <form
      {...props}
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent;
        if (underWay.current && underWay.current === submitter) return;
        underWay.current = submitter;
        const content = new FormData(event.currentTarget, submitter);
        start(() => send(content));
      }}
    >
      {children}
      <FormProblem problem={problem} />
    </form>
  );
}
