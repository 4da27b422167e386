'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import { startTransition, useActionState, useRef, useState, useTransition } from 'react';
import type { ShownProblem } from './form-state.ts';

/**
 * A server action whose state is always an answer. With JavaScript the page stays, and all that was typed with it, even where the
 * server cannot be reached or fails: `failed` makes the next state then. Without, the browser posts the form and the server renders
 * the same state.
 */
export function useAnsweredAction<State>(
  action: (state: Awaited<State>, form: FormData) => Promise<State>,
  initial: Awaited<State>,
  failed: (state: Awaited<State>, problem: ShownProblem) => Awaited<State>,
) {
  const [posted, post] = useActionState(action, initial);
  const [answered, setAnswered] = useState<{ state: Awaited<State> } | null>(null);
  const [pending, start] = useTransition();
  // The second click of a double click comes before the button knows that the first one did something.
  const isUnderWay = useRef(false);
  const state = answered ? answered.state : posted;

  const answer = async (content: FormData) => {
    try {
      return await action(state, content);
    } catch (error) {
      unstable_rethrow(error); // a redirect is no failure
      return failed(state, problemOfFailure(error));
    } finally {
      isUnderWay.current = false;
    }
  };
  const send = (content: FormData) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    start(async () => {
      const next = await answer(content);
      startTransition(() => setAnswered({ state: next }));
    });
  };
  return {
    state,
    pending,
    /** For the form element: what a browser without JavaScript does. */
    post,
    /** Sends a form, unless it is under way already. */
    send,
  };
}

/** The problem that it is to get no answer. Next's digest of an error on the server stands in the log too. */
export function problemOfFailure(error: unknown): ShownProblem {
  // Fetch fails with a TypeError, and so says that nothing came back.
  if (error instanceof TypeError) return { kind: 'unreachable' };
  if (unstable_isUnrecognizedActionError(error)) return { kind: 'outdated' };
  const { digest } = error as { digest?: unknown };
  return { kind: 'internal-error', correlationId: typeof digest === 'string' ? digest : undefined };
}
