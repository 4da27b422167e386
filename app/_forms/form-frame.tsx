import clsx from 'clsx';
import { Button } from '#components/ui/button';
import { FormProblem } from './form-problem.tsx';
import type { ShownProblem } from './form-state.ts';

interface FormFrameProps {
  form: React.ComponentProps<'form'>;
  /** The operation the form stands for (see form-key.ts); empty where it needs none. */
  formKey: string;
  problem: ShownProblem | null;
  pending: boolean;
  /** The text of the button. */
  submit: string;
  variant?: React.ComponentProps<typeof Button>['variant'];
  /** For a form within a page: it stays narrow, and its button is as wide as its text. */
  isCompact?: boolean;
  /** The fields. */
  children: React.ReactNode;
  /** What came of it, shown below the button. */
  result?: React.ReactNode;
}

/** The frame of a form with one button: fields, problem, button, result. `useActionForm` provides the first props. */
export function FormFrame(props: FormFrameProps) {
  const { form, formKey, problem, pending, submit, variant = 'primary', isCompact = false, children, result } = props;
  return (
    <form {...form} className={clsx('grid gap-4', isCompact && 'max-w-md')}>
      {formKey && <input type="hidden" name="key" value={formKey} />}
      {children}
      <FormProblem problem={problem} />
      <Button pending={pending} variant={variant} className={clsx(isCompact && 'justify-self-start')}>
        {submit}
      </Button>
      {result}
    </form>
  );
}
