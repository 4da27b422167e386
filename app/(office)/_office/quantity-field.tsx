'use client';

import { useOfficeField } from './office-form.tsx';

interface QuantityFieldProps {
  /** Names the field and is its id. */
  field: string;
  label: string;
  /** What is said of the product beside its name, such as its price. */
  facts: string;
  max?: number | undefined;
  onChange(quantity: number): void;
}

/** How many of a product, as an item of a list in an office form. */
export function QuantityField({ field, label, facts, max, onChange }: QuantityFieldProps) {
  const { typed, isFaulty } = useOfficeField(field);
  return (
    <li className="flex items-center justify-between gap-4">
      <label htmlFor={field} className="min-w-0 wrap-anywhere">
        {label} <span className="figures text-note text-quiet">{facts}</span>
      </label>
      <input
        id={field}
        name={field}
        type="number"
        min={0}
        max={max}
        defaultValue={typed || 0}
        aria-invalid={isFaulty || undefined}
        onChange={(event) =>
          onChange(Math.max(0, Math.min(max ?? Infinity, Math.trunc(event.target.valueAsNumber) || 0)))
        }
        className="figures min-h-11 w-20 shrink-0 rounded-control border border-edge bg-sheet px-3 text-right text-lead"
      />
    </li>
  );
}
