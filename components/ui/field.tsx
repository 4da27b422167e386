import clsx from 'clsx';

interface FieldProps extends React.ComponentProps<'input'> {
  name: string;
  label: string;
  /** What to enter; shown while there is no error. */
  hint?: string | undefined;
  /** What is wrong and how to fix it. */
  error?: string | undefined;
  /** Shown inside the control before the text, for example a currency. */
  prefix?: string;
}

/** A labelled text input, with its hint and error linked to it for screen readers. */
export function Field({ label, hint, error, prefix, id, ...input }: FieldProps) {
  const fieldId = id ?? input.name;
  // An error also says what to enter.
  const shownHint = error ? undefined : hint;
  const descriptions = [shownHint && `${fieldId}-hint`, error && `${fieldId}-error`].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1">
      <label htmlFor={fieldId} className="font-medium">
        {label}
      </label>
      <div className="relative grid">
        {prefix && (
          <span
            aria-hidden
            className="figures pointer-events-none absolute inset-y-0 left-3 grid items-center text-quiet"
          >
            {prefix}
          </span>
        )}
        <input
          id={fieldId}
          aria-invalid={error ? true : undefined}
          aria-describedby={descriptions || undefined}
          className={clsx(
            'min-h-11 w-full rounded-control border bg-sheet px-3 text-lead',
            error ? 'border-bad' : 'border-edge',
            prefix && (prefix.length > 1 ? 'figures pl-14' : 'figures pl-8'),
          )}
          {...input}
        />
      </div>
      {shownHint && (
        <p id={`${fieldId}-hint`} className="text-note text-quiet">
          {shownHint}
        </p>
      )}
      {error && (
        <p id={`${fieldId}-error`} className="text-note text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
