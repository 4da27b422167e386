'use client';

import { useState } from 'react';

/** Announces `text` to screen readers, politely, when it changes while the page is open. */
export function Announce({ text }: { text: string }) {
  const [first] = useState(text);
  const [changed, setChanged] = useState(false);
  if (text !== first && !changed) setChanged(true);
  return (
    <span role="status" className="sr-only">
      {changed ? text : ''}
    </span>
  );
}
