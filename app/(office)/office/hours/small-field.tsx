'use client';

import clsx from 'clsx';
import { useOfficeField } from '../../_office/office-form.tsx';

interface SmallFieldProps extends React.ComponentProps<'input'> {
  name: string;
  /** Read by screen readers; the place of the field says it to everybody else. */
  label: string;
}

/** A field of a table, whose heading stands above or beside it. */
export function SmallField({ name, label, defaultValue, className, ...input }: SmallFieldProps) {
  const { typed, isFaulty } = useOfficeField(name);
  return (
    <input
      {...input}
      name={name}
      aria-label={label}
      aria-invalid={isFaulty || undefined}
      aria-describedby={isFaulty ? 'hours-fault' : undefined}
      defaultValue={typed ?? defaultValue}
      className={clsx(
        'min-h-11 min-w-0 rounded-control border bg-sheet px-2',
        isFaulty ? 'border-bad' : 'border-edge',
        className,
      )}
    />
  );
}

/** What is wrong, once for all fields. */
export function HoursFault({ fields, text }: { fields: string[]; text: string }) {
  const isFaulty = fields.map(useOfficeField).some((field) => field.isFaulty);
  return (
    <p id="hours-fault" role="alert" className="text-bad empty:hidden">
      {isFaulty && text}
    </p>
  );
}
