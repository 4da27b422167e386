import { eq } from 'drizzle-orm';
import { preferences } from '#drizzle/schema/notification';
import { orm } from '#lib/db/pool';
import { type NotificationKind, notificationKinds } from './kinds.ts';

/** How a user wants to be notified of one kind of event. It is recorded in any case. */
interface Preference {
  byEmail: boolean;
  /** Whether it counts as unread in the inbox. */
  inApp: boolean;
}

export type Preferences = Record<NotificationKind, Preference>;

/** The preferences of a user: everything in both ways until they say otherwise. */
export async function readPreferences(userId: string): Promise<Preferences> {
  const rows = await orm().select().from(preferences).where(eq(preferences.userId, userId));
  const chosen = new Map(rows.map(({ event, byEmail, inApp }) => [event, { byEmail, inApp }]));
  const entries = notificationKinds.map((kind) => [kind, chosen.get(kind) ?? { byEmail: true, inApp: true }]);
  return Object.fromEntries(entries) as Preferences;
}

/** Saves the preferences of a user, for what happens from now on. */
export async function savePreferences(userId: string, wanted: Preferences): Promise<void> {
  for (const event of notificationKinds) {
    const { byEmail, inApp } = wanted[event];
    await orm()
      .insert(preferences)
      .values({ userId, event, byEmail, inApp })
      .onConflictDoUpdate({ target: [preferences.userId, preferences.event], set: { byEmail, inApp } });
  }
}
