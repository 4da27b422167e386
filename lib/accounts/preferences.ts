import { readAlertBelow, setAlertBelow } from '#lib/billing/alerts';
import { events } from '#lib/notification/events';
import { type Preferences, readPreferences, savePreferences } from '#lib/notification/preferences';
import { shopCurrency } from '#lib/shop/currency';

export type { Preferences } from '#lib/notification/preferences';
export { events };

/** What a user wants to be told of: the ways of each event, which Notification keeps, and the line that Billing watches. */
export interface Wishes {
  preferences: Preferences;
  /** Minor units; null if the user wants no low-balance alert. */
  alertBelow: number | null;
}

/** The wishes of a user. */
export async function readWishes(userId: string): Promise<Wishes> {
  const [preferences, alertBelow] = await Promise.all([
    readPreferences(userId),
    readAlertBelow(userId, await shopCurrency()),
  ]);
  return { preferences, alertBelow };
}

/** Keeps the wishes of a user, from now on. */
export async function saveWishes(userId: string, { preferences, alertBelow }: Wishes): Promise<void> {
  await savePreferences(userId, preferences);
  await setAlertBelow(userId, await shopCurrency(), alertBelow);
}
