'use client';

import { useState } from 'react';

/** Tells a screen reader, without interrupting it, when `text` changes while the page is open. */
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
