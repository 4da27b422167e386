'use client';

import { useEffect, useMemo } from 'react';
import { type FieldErrors, type FieldValues, useForm, useWatch } from 'react-hook-form';
import type { FormState } from './form-state.ts';
import { type LoadSchema, lazyResolver, loadResolver } from './lazy-resolver.ts';
import { useAnsweredAction } from './use-answered-action.ts';

/**
 * A form over a server action. With JavaScript the schema of the action is checked here first and the page stays; without, the
 * browser posts the form and the server renders the same state. Either way the first field at fault gets the focus. Where the action fails
 * the fields stay as they are, and so does the key: sending the form again is the same operation.
 */
export function useActionForm<Name extends string, Result = undefined>(
  action: (state: FormState<Name, Result>, form: FormData) => Promise<FormState<Name, Result>>,
  formKey: string,
  loadSchema: LoadSchema,
  /** What stands in the fields at first. */
  values: Partial<Record<Name, string>> = {},
  /** What happens with JavaScript to a form that is filled in well; it is sent unless this says otherwise. */
  onValid: (content: FormData, send: (content: FormData) => void) => void = (content, send) => send(content),
) {
  const initial: FormState<Name, Result> = { key: formKey, values, faults: [], problem: null };
  const { state, pending, post, send } = useAnsweredAction<FormState<Name, Result>>(
    action,
    initial,
    ({ key, values }, problem) => ({ key, values, faults: [], problem }),
  );
  const errors = useMemo(
    () => Object.fromEntries(state.faults.map((name) => [name, { type: 'server' }])) as FieldErrors<FieldValues>,
    [state],
  );
  const form = useForm<FieldValues>({
    resolver: lazyResolver(loadSchema),
    defaultValues: state.values as FieldValues,
    errors,
  });
  const contents = useWatch({ control: form.control });
  const { setFocus, getValues, reset } = form;
  useEffect(() => {
    if (state.faults[0]) setFocus(state.faults[0]);
    // A form that stays after a success is empty again, but for what the answer put there. Values are named one by one: an emptied form
    // would leave React with the old text, and blind to the same text typed again.
    else if (state.result) {
      const empty = Object.fromEntries(Object.keys(getValues()).map((name) => [name, '']));
      reset({ ...empty, ...state.values }, { keepFieldsRef: true });
    }
  }, [state, setFocus, getValues, reset]);

  const onSubmit = (event: React.SubmitEvent<HTMLFormElement>) => {
    const submitter = event.nativeEvent.submitter as HTMLButtonElement | null;
    const content = new FormData(event.currentTarget, submitter);
    const proceed = () => onValid(content, send);
    event.preventDefault();
    if (submitter?.formNoValidate) proceed();
    else void form.handleSubmit(proceed)(event);
  };
  // Whoever is about to type will soon want the check. Where it does not come, the check itself deals with that.
  const onFocus = () => void loadResolver(loadSchema).catch(() => undefined);
  return {
    state,
    /** It is checked, whose schema may have to be fetched first, or sent. */
    pending: pending || form.formState.isSubmitting,
    /** For the form element. */
    form: { action: post, onSubmit, onFocus, noValidate: true },
    /** For the input of a field. */
    field: (name: Name) => ({
      ...form.register(name),
      defaultValue: state.values[name],
      autoFocus: state.faults[0] === name,
    }),
    /** What stands in a field just now. */
    typed: (name: Name): string => contents[name] ?? '',
    /** Fills a field in. */
    fill: (name: Name, value: string) =>
      form.setValue(name as string, value, { shouldValidate: form.formState.isSubmitted }),
    /** Whether a field needs another look. */
    isFaulty: (name: Name) => name in form.formState.errors,
  };
}
