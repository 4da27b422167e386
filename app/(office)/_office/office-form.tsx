'use client';

import { createContext, use, useEffect } from 'react';
import { Button } from '#components/ui/button';
import { Field } from '#components/ui/field';
import { PageLink } from '#components/ui/page-link';
import { FormProblem } from '../../_forms/form-problem.tsx';
import { useAnsweredAction } from '../../_forms/use-answered-action.ts';
import type { OfficeState } from './office-state.ts';

interface OfficeFormProps {
  action: (state: OfficeState, form: FormData) => Promise<OfficeState>;
  formKey: string;
  /** The text of the button. */
  submit: string;
  /** Names the button to screen readers where its text alone does not. */
  submitLabel?: string;
  variant?: React.ComponentProps<typeof Button>['variant'];
  className?: string;
  /** The id of the field outside of the form that gets the focus when the form is done. */
  focusWhenDone?: string;
  /** The fields. */
  children?: React.ReactNode;
}

const FormContext = createContext<Pick<OfficeState, 'faults' | 'values'>>({ faults: [], values: {} });

/** A form of the office with one button. What came of it is said below the button, and stays until the form is sent again. */
export function OfficeForm(props: OfficeFormProps) {
  const { action, formKey, submit, submitLabel, variant, className, focusWhenDone, children } = props;
  const initial: OfficeState = { key: formKey, said: null, faults: [], values: {}, problem: null };
  const { state, pending, form } = useAnsweredAction<OfficeState>(action, initial, (before, problem) => ({
    ...before,
    said: null,
    problem,
  }));
  const { said } = state;
  useEffect(() => {
    if (said?.isDone && focusWhenDone) document.getElementById(focusWhenDone)?.focus();
  }, [said, focusWhenDone]);
  return (
    // A form that is done starts anew, with empty fields.
    <form {...form} key={state.key} className={className ?? 'grid gap-4'}>
      <input type="hidden" name="key" value={state.key} />
      <FormContext value={state}>{children}</FormContext>
      <Button pending={pending} variant={variant ?? 'primary'} aria-label={submitLabel}>
        {submit}
      </Button>
      <FormProblem problem={state.problem} />
      <p
        role="status"
        className={
          said ? `whitespace-pre-line border-l-2 pl-3 ${said.isDone ? 'border-good' : 'border-bad'}` : 'sr-only'
        }
      >
        {said?.text}
        {said?.link && (
          <>
            {' '}
            <PageLink href={said.link.href} className="underline underline-offset-4">
              {said.link.text}
            </PageLink>
          </>
        )}
      </p>
    </form>
  );
}

/** The state of a field of an {@link OfficeForm}: what was typed, undefined where the form is fresh; and whether it is invalid. */
export function useOfficeField(name: string): { typed: string | undefined; isFaulty: boolean } {
  const { faults, values } = use(FormContext);
  // A box that is not ticked is not sent.
  const typed = values[name] ?? (Object.keys(values).length > 0 ? '' : undefined);
  return { typed, isFaulty: faults.includes(name) };
}

/** A text field of an {@link OfficeForm}: it shows again what was typed, and its error where it is invalid. */
export function OfficeField({ defaultValue, ...props }: React.ComponentProps<typeof Field>) {
  const { faults, values } = use(FormContext);
  return <Field {...props} defaultValue={values[props.name] ?? defaultValue} isFaulty={faults.includes(props.name)} />;
}
