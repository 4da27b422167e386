'use client';

import { useEffect, useMemo } from 'react';
import { type FieldErrors, type FieldValues, useForm, useWatch } from 'react-hook-form';
import type { FormState } from './form-state.ts';
import { type LoadSchema, lazyResolver, loadResolver } from './lazy-resolver.ts';
import { useAnsweredAction } from './use-answered-action.ts';

/**
 * A form over a server action. With JavaScript, the form is first validated here with the action's schema, and the page
 * stays; without, the browser posts the form and the server renders the same state. Either way the first invalid field
 * gets the focus. When the action fails, the fields and the key stay as they are: sending the form again is the same
 * operation.
 */
export function useActionForm<Name extends string, Result = undefined>(
  action: (state: FormState<Name, Result>, form: FormData) => Promise<FormState<Name, Result>>,
  formKey: string,
  loadSchema: LoadSchema,
  /** The initial values of the fields. */
  values: Partial<Record<Name, string>> = {},
  /** Called with a valid form when JavaScript runs; by default it sends the form. */
  onValid: (content: FormData, send: (content: FormData) => void) => void = (content, send) => send(content),
) {
  const initial: FormState<Name, Result> = { key: formKey, values, faults: [], problem: null };
  const {
    state,
    pending,
    form: submission,
    send,
  } = useAnsweredAction<FormState<Name, Result>>(action, initial, ({ key, values }, problem) => ({
    key,
    values,
    faults: [],
    problem,
  }));
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
    // After a success the form is cleared, except for values the answer sets. Each value is reset by name: after a
    // plain reset React would still hold the old text and miss it when the same text is typed again.
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
  // Preload the validation as soon as somebody starts typing. If that fails, the resolver copes without it.
  const onFocus = () => void loadResolver(loadSchema).catch(() => undefined);
  return {
    state,
    /** Props of a `FormFrame`. It is pending while the form is validated (its schema may still be loading) or sent. */
    frame: {
      form: { ...submission, onSubmit, onFocus, noValidate: true },
      formKey: state.key,
      problem: state.problem,
      pending: pending || form.formState.isSubmitting,
    },
    /** Props of a `Field`. */
    field: (name: Name) => ({
      ...form.register(name),
      defaultValue: state.values[name],
      autoFocus: state.faults[0] === name,
      isFaulty: name in form.formState.errors,
    }),
    /** The current text of a field. */
    typed: (name: Name): string => contents[name] ?? '',
    /** Sets the text of a field. */
    fill: (name: Name, value: string) =>
      form.setValue(name as string, value, { shouldValidate: form.formState.isSubmitted }),
  };
}
