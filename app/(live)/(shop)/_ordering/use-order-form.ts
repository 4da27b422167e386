'use client';

import { useAnsweredAction } from '../../../_forms/use-answered-action.ts';
import { orderAction } from '../actions.ts';
import { untouched } from './order-state.ts';

/** An order form. The page and everything chosen stay until there is an order to show. */
export function useOrderForm() {
  const { state, pending, form } = useAnsweredAction(orderAction, untouched, (_, problem) => ({
    ...untouched,
    problem,
  }));
  return { state, pending, form: { ...form, noValidate: true } };
}
