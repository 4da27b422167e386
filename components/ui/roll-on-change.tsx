'use client';

import { useState } from 'react';

/** Rolls its content when `value` changes while the page is open, unless reduced motion is preferred. */
export function RollOnChange({ value, children }: { value: string | number; children: React.ReactNode }) {
  const [first] = useState(value);
  const [changed, setChanged] = useState(false);
  if (value !== first && !changed) setChanged(true);
  return (
    // A new key creates a new element, whose animation runs.
    <span key={value} className={changed ? 'inline-block motion-safe:animate-roll' : 'inline-block'}>
      {children}
    </span>
  );
}
