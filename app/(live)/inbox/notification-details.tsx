'use client';

import { unstable_rethrow } from 'next/navigation';
import { startTransition, useEffect } from 'react';

interface NotificationDetailsProps {
  id: string;
  isUnread: boolean;
  /** Initially open, because a link led to this notification. */
  isOpen: boolean;
  /** Called when an unread notification is opened, with its id in a form: it marks the notification as read. */
  onOpen: (form: FormData) => Promise<void>;
  summary: React.ReactNode;
  children: React.ReactNode;
}

/** A notification that opens in place. Without JavaScript it opens too, but only its button marks it as read. */
export function NotificationDetails({ id, isUnread, isOpen, onOpen, summary, children }: NotificationDetailsProps) {
  const markRead = () => {
    if (!isUnread) return;
    const form = new FormData();
    form.set('id', id);
    // On failure the notification merely stays unread. A redirect to sign-in must pass.
    startTransition(() => onOpen(form).catch(unstable_rethrow));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when a link has led here; marked as unread afterwards it stays so.
  useEffect(() => {
    if (isOpen) markRead();
  }, []);
  return (
    <details id={id} open={isOpen} onToggle={({ currentTarget }) => currentTarget.open && !isOpen && markRead()}>
      <summary className="-mx-2 grid min-h-16 list-none grid-cols-[auto_1fr] gap-x-3 rounded-control px-2 py-3 hover:bg-tint [&::-webkit-details-marker]:hidden">
        {summary}
      </summary>
      {children}
    </details>
  );
}
