'use client';

import clsx from 'clsx';
import { useId, useState } from 'react';
import { useOfficeField } from '../../_office/office-form.tsx';

interface ControlProps {
  name: string;
  label: string;
  hint?: string;
  /** What it holds at first. */
  value: string;
}

/** A tick box of a form of the office. */
export function TickBox({ name, label, hint, value, lang }: ControlProps & { lang?: string }) {
  const { typed } = useOfficeField(name);
  const hintId = useId();
  return (
    <div>
      <label lang={lang} className="flex min-h-11 items-center gap-3 font-medium">
        <input
          type="checkbox"
          name={name}
          defaultChecked={(typed ?? value) === 'on'}
          aria-describedby={hint && hintId}
          className="size-5"
        />
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-note text-quiet">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A choice of one among some. */
export function Select({
  name,
  label,
  hint,
  value,
  options,
}: ControlProps & { options: { value: string; name: string }[] }) {
  const { typed, isFaulty } = useOfficeField(name);
  const hintId = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={name} className="font-medium">
        {label}
      </label>
      <select
        id={name}
        name={name}
        defaultValue={typed ?? value}
        aria-invalid={isFaulty || undefined}
        aria-describedby={hint && hintId}
        className={clsx(
          'min-h-11 w-full rounded-control border bg-sheet px-3 text-lead',
          isFaulty ? 'border-bad' : 'border-edge',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      {hint && (
        <p id={hintId} className="text-note text-quiet">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A choice of one picture. */
export function PictureChoice({
  name,
  label,
  hint,
  value,
  options,
}: ControlProps & { options: { value: string; picture: React.ReactNode }[] }) {
  const { typed } = useOfficeField(name);
  const hintId = useId();
  return (
    <fieldset aria-describedby={hint && hintId} className="grid gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              'grid size-14 place-items-center rounded-control border border-edge bg-sheet hover:border-ink',
              'has-checked:border-2 has-checked:border-accent has-checked:bg-tint has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              aria-label={option.value}
              defaultChecked={(typed ?? value) === option.value}
              className="sr-only"
            />
            {option.picture}
          </label>
        ))}
      </div>
      {hint && (
        <p id={hintId} className="text-note text-quiet">
          {hint}
        </p>
      )}
    </fieldset>
  );
}

/** What the form was shown with, kept as it was while the page refreshes itself around it. */
export function ShownWith({ texts }: { texts: Record<string, string> }) {
  const [was] = useState(() => JSON.stringify(texts));
  return <input type="hidden" name="was" value={was} />;
}
