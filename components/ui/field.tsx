import clsx from 'clsx';

interface FieldProps extends React.ComponentProps<'input'> {
  name: string;
  label: string;
  /** What to enter; shown while there is no error. */
  hint?: string | undefined;
  /** What is wrong and how to fix it; shown while the field is faulty. */
  error?: string | undefined;
  isFaulty?: boolean;
  /** Shown inside the control before the text, for example a currency. */
  prefix?: string;
}

/** A labelled text input, with its hint and error linked to it for screen readers. */
export function Field({ label, hint, error, isFaulty = false, prefix, id, ...input }: FieldProps) {
  const fieldId = id ?? input.name;
  // An error also says what to enter, so it replaces the hint.
  const note = isFaulty ? error : hint;
  const noteId = `${fieldId}-${isFaulty ? 'error' : 'hint'}`;
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
          aria-invalid={isFaulty || undefined}
          aria-describedby={note && noteId}
          className={clsx(
            'min-h-11 w-full rounded-control border bg-sheet px-3 text-lead',
            isFaulty ? 'border-bad' : 'border-edge',
            prefix && (prefix.length > 1 ? 'figures pl-14' : 'figures pl-8'),
          )}
          {...input}
        />
      </div>
      {note && (
        <p id={noteId} className={clsx('text-note', isFaulty ? 'text-bad' : 'text-quiet')}>
          {note}
        </p>
      )}
    </div>
  );
}
