'use client';

import { useEffect } from 'react';
import { makeAgain } from '../_live/refresh-page.ts';

const AGAIN_MS = 1_000;

/** Has the page made again each second while a run is not finished. Without JavaScript there is a link. */
export function LookAgain({ text, label, href }: { text: string; label: string; href: string }) {
  useEffect(() => {
    const timer = setInterval(() => void makeAgain(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status">
      {text}{' '}
      <a href={href} className="underline underline-offset-4">
        {label}
      </a>
    </p>
  );
}
