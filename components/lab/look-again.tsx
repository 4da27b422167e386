'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const AGAIN_MS = 1_000;

/** Has the page made again each second while a run is not finished. Without JavaScript there is a link. */
export function LookAgain({ text, label, href }: { text: string; label: string; href: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <p role="status">
      {text}{' '}
      <a href={href} className="underline underline-offset-4">
        {label}
      </a>
    </p>
  );
}
