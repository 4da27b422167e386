import { eq } from 'drizzle-orm';
import { preferences } from '#drizzle/schema/notification';
import { orm } from '#lib/db/pool';
import { events, type NewsEvent } from './events.ts';

/** How a customer wants to be told of one kind of event. An outcome is recorded whatever they want. */
interface Preference {
  byEmail: boolean;
  /** Whether it counts as unread in the inbox. */
  inApp: boolean;
}

export type Preferences = Record<NewsEvent, Preference>;

/** What a customer wants to be told of; everything in both ways until they say otherwise. */
export async function readPreferences(userId: string): Promise<Preferences> {
  const rows = await orm().select().from(preferences).where(eq(preferences.userId, userId));
  const chosen = new Map(rows.map(({ event, byEmail, inApp }) => [event, { byEmail, inApp }]));
  const entries = events.map((event) => [event, chosen.get(event) ?? { byEmail: true, inApp: true }]);
  return Object.fromEntries(entries) as Preferences;
}

/** Keeps what a customer wants to be told of from now on. */
export async function savePreferences(userId: string, wanted: Preferences): Promise<void> {
  for (const event of events) {
    const { byEmail, inApp } = wanted[event];
    await orm()
      .insert(preferences)
      .values({ userId, event, byEmail, inApp })
      .onConflictDoUpdate({ target: [preferences.userId, preferences.event], set: { byEmail, inApp } });
  }
}
