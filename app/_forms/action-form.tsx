'use client';

import { unstable_rethrow } from 'next/navigation';
import { useRef, useState, useTransition } from 'react';
import { FormProblem } from './form-problem.tsx';
import type { ShownProblem } from './form-state.ts';
import { problemOfFailure } from './use-answered-action.ts';

interface ActionFormProps extends React.ComponentProps<'form'> {
  action: (form: FormData) => Promise<void>;
  /** Called in the transition before the action, with JavaScript alone: shows at once what the action will do. */
  onSend?: (form: FormData) => void;
}

/** A form of buttons whose effect shows on the page itself. A failure is reported below the buttons. */
export function ActionForm({ action, onSend, children, ...props }: ActionFormProps) {
  const [problem, setProblem] = useState<ShownProblem | null>(null);
  const [, start] = useTransition();
  // Ignores the second click of a double click, but not a click on another button, or on one that means something else by now.
  const sending = useRef<string | null>(null);
  const send = async (content: FormData) => {
    onSend?.(content);
    try {
      await action(content);
      setProblem(null);
    } catch (error) {
      unstable_rethrow(error); // a redirect is no failure
      setProblem(problemOfFailure(error));
    } finally {
      sending.current = null;
    }
  };
  return (
    <form
      {...props}
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        const submitter = event.nativeEvent.submitter as HTMLButtonElement | null;
        const pressed = JSON.stringify([submitter?.name, submitter?.value]);
        if (sending.current === pressed) return;
        sending.current = pressed;
        const content = new FormData(event.currentTarget, submitter);
        start(() => send(content));
      }}
    >
      {children}
      <FormProblem problem={problem} />
    </form>
  );
}
