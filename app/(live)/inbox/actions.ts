'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { requireUser } from '#lib/auth/session';
import { markRead } from '#lib/notification/read';

/** Marks one notification as read, or all where none is named. */
export async function markReadAction(form: FormData): Promise<void> {
  const { userId } = await requireUser('/inbox');
  const { success, data: notificationId } = z
    .uuid()
    .optional()
    .safeParse(form.get('notificationId') ?? undefined);
  if (success) await markRead(userId, notificationId);
  refresh();
}
