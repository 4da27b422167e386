'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { requireUser } from '#lib/auth/session';
import { markRead, markUnread } from '#lib/notification/mark-read';

const notificationId = z.uuid();

/** Marks one notification as read, or all if the form names none. */
export async function markReadAction(form: FormData): Promise<void> {
  const { userId } = await requireUser('/inbox');
  const { success, data: id } = notificationId.optional().safeParse(form.get('id') ?? undefined);
  if (success) await markRead(userId, id);
  refresh();
}

/** Marks one notification as unread. */
export async function markUnreadAction(form: FormData): Promise<void> {
  const { userId } = await requireUser('/inbox');
  const { success, data: id } = notificationId.safeParse(form.get('id'));
  if (success) await markUnread(userId, id);
  refresh();
}
