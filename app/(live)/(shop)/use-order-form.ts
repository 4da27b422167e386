'use client';

import { unstable_rethrow } from 'next/navigation';
import { startTransition, useActionState, useState, useTransition } from 'react';
import { orderAction } from './actions.ts';
import { type OrderState, untouched } from './order-state.ts';

/**
 * A form that orders. With JavaScript the page stays, and all that was chosen with it, even where the server cannot be reached;
 * without, the browser posts the form and the server renders the same state.
 */
export function useOrderForm() {
  const [posted, submit] = useActionState(orderAction, untouched);
  const [answered, setAnswered] = useState<OrderState | null>(null);
  const [pending, start] = useTransition();

  const send = async (content: FormData) => {
    let next: OrderState;
    try {
      next = await orderAction(untouched, content);
    } catch (error) {
      unstable_rethrow(error); // a redirect is no failure
      next = { ...untouched, problem: { kind: 'unavailable', correlationId: undefined } };
    }
    startTransition(() => setAnswered(next));
  };
  const onSubmit = (event: React.SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const content = new FormData(event.currentTarget, event.nativeEvent.submitter);
    start(() => send(content));
  };
  return { state: answered ?? posted, pending, form: { action: submit, onSubmit, noValidate: true } };
}
