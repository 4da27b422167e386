'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button';

/** Copies a text to the clipboard and confirms it. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [copied, setCopied] = useState('');
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <Button type="button" variant="outline" className="needs-script" onClick={() => void copy()}>
      <span aria-live="polite">{copied === text ? done : label}</span>
    </Button>
  );
}
