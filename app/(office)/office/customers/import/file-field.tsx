'use client';

import { Field } from '#components/ui/field';
import { useOfficeField } from '../../../_office/office-form.tsx';

/** A field for the CSV file. A browser sends no file twice by itself: after an answer it has to be chosen again. */
export function FileField({ label, error }: { label: string; error: string }) {
  const { isFaulty } = useOfficeField('file');
  return (
    <Field
      name="file"
      type="file"
      accept=".csv,text/csv"
      label={label}
      error={error}
      isFaulty={isFaulty}
      required
      className="min-h-11 py-2"
    />
  );
}
