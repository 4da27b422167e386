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
  const isUnderWay = useRef(false);
  const send = async (content: FormData) => {
    try {
      await action(content);
      setProblem(null);
    } catch (error) {
      unstable_rethrow(error); // a redirect is no failure
      setProblem(problemOfFailure(error));
    } finally {
      isUnderWay.current = false;
    }
  };
  return (
    <form
      {...props}
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        if (isUnderWay.current) return;
        isUnderWay.current = true;
        const content = new FormData(event.currentTarget, event.nativeEvent.submitter);
        start(() => send(content));
      }}
    >
      {children}
      <FormProblem problem={problem} />
    </form>
  );
}
