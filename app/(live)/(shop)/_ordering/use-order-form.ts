'use client';

import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import { orderAction } from '../actions.ts';
import { untouched } from './order-state.ts';

/** An order form. The page and everything chosen stay until there is an order to show. */
export function useOrderForm() {
  const { state, pending, post, send } = useAnsweredAction(orderAction, untouched, (_, problem) => ({
    ...untouched,
    problem,
  }));
  const onSubmit = (event: React.SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(new FormData(event.currentTarget, event.nativeEvent.submitter));
  };
  return { state, pending, form: { action: post, onSubmit, noValidate: true } };
}
