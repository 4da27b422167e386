'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { startTransition, useActionState, useRef, useState, useTransition } from 'react';
import type { ShownProblem } from './form-state.ts';

/**
 * A server action that always ends in a state. With JavaScript, the page and everything typed stay even when the server
 * fails or cannot be reached: `failed` then derives the next state. Without, the browser posts the form and the server
 * renders the same state.
 */
export function useAnsweredAction<State>(
  action: (state: Awaited<State>, form: FormData) => Promise<State>,
  initial: Awaited<State>,
  failed: (state: Awaited<State>, problem: ShownProblem) => Awaited<State>,
) {
  const [posted, post] = useActionState(action, initial);
  const [answered, setAnswered] = useState<{ state: Awaited<State> } | null>(null);
  const [pending, start] = useTransition();
  // The second click of a double click arrives before React has rendered the pending state.
  const isSending = useRef(false);
  const state = answered ? answered.state : posted;

  const answer = async (content: FormData) => {
    try {
      return await action(state, content);
    } catch (error) {
      unstable_rethrow(error); // a redirect is no failure
      return failed(state, problemOfFailure(error));
    } finally {
      isSending.current = false;
    }
  };
  const send = (content: FormData) => {
    if (isSending.current) return;
    isSending.current = true;
    start(async () => {
      const next = await answer(content);
      startTransition(() => setAnswered({ state: next }));
    });
  };
  return {
    state,
    pending,
    /** Props of the form element. Its `action` is used without JavaScript. */
    form: {
      action: post,
      onSubmit: (event: React.SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        send(new FormData(event.currentTarget, event.nativeEvent.submitter));
      },
    },
    /** Sends the form, unless it is already being sent. */
    send,
  };
}

/** The problem to show when an action threw. Next's digest of a server error also appears in the log. */
export function problemOfFailure(error: unknown): ShownProblem {
  // Fetch fails with a TypeError, and so says that nothing came back.
  if (error instanceof TypeError) return { kind: 'unreachable' };
  if (unstable_isUnrecognizedActionError(error)) return { kind: 'outdated' };
  const { digest } = error as { digest?: unknown };
  return { kind: 'internal-error', correlationId: typeof digest === 'string' ? digest : undefined };
}
