'use client';

import { useState } from 'react';

/** Rolls what it holds when `value` changes while the page is open; at first, and with reduced motion, it just stands there. */
export function RollOnChange({ value, children }: { value: string | number; children: React.ReactNode }) {
  const [first] = useState(value);
  const [changed, setChanged] = useState(false);
  if (value !== first && !changed) setChanged(true);
  return (
    // Another key makes another element, whose animation runs.
    <span key={value} className={changed ? 'inline-block motion-safe:animate-roll' : 'inline-block'}>
      {children}
    </span>
  );
}
