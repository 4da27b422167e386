'use client';

import { unstable_rethrow } from 'next/navigation';
import { startTransition, useEffect } from 'react';

interface NotificationDetailsProps {
  id: string;
  isUnread: boolean;
  /** Open from the start: a link led here. */
  isOpen: boolean;
  /** Called with the id in a form when it is opened while unread: who reads it has read it. */
  onOpen: (form: FormData) => Promise<void>;
  summary: React.ReactNode;
  children: React.ReactNode;
}

/** A news that opens in place. Without JavaScript it opens too, and is marked as read by its button. */
export function NotificationDetails({ id, isUnread, isOpen, onOpen, summary, children }: NotificationDetailsProps) {
  const tell = () => {
    if (!isUnread) return;
    const form = new FormData();
    form.set('id', id);
    // Where it fails the news stays unread, which hinders nobody who reads it; whoever was signed out is led to sign in.
    startTransition(() => onOpen(form).catch(unstable_rethrow));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when a link has led here; marked as unread afterwards it stays so.
  useEffect(() => {
    if (isOpen) tell();
  }, []);
  return (
    <details id={id} open={isOpen} onToggle={({ currentTarget }) => currentTarget.open && !isOpen && tell()}>
      <summary className="-mx-2 grid min-h-16 list-none grid-cols-[auto_1fr] gap-x-3 rounded-control px-2 py-3 hover:bg-tint [&::-webkit-details-marker]:hidden">
        {summary}
      </summary>
      {children}
    </details>
  );
}
