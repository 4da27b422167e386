import { readAlertBelow, setAlertBelow } from '#lib/billing/alerts';
import { type Preferences, readPreferences, savePreferences } from '#lib/notification/preferences';
import { shopCurrency } from '#lib/shop/currency';

export { notificationKinds as events } from '#lib/notification/kinds';
export type { Preferences } from '#lib/notification/preferences';

/** What a user wants to be notified of: how, for each event, which Notification keeps, and below which balance, which Billing watches. */
export interface NotificationSettings {
  preferences: Preferences;
  /** Minor units; null if the user wants no low-balance alert. */
  alertBelow: number | null;
}

/** What a user wants to be notified of. */
export async function readNotificationSettings(userId: string): Promise<NotificationSettings> {
  const [preferences, alertBelow] = await Promise.all([
    readPreferences(userId),
    readAlertBelow(userId, await shopCurrency()),
  ]);
  return { preferences, alertBelow };
}

/** Keeps what a user wants to be notified of from now on. */
export async function saveNotificationSettings(
  userId: string,
  { preferences, alertBelow }: NotificationSettings,
): Promise<void> {
  await savePreferences(userId, preferences);
  await setAlertBelow(userId, await shopCurrency(), alertBelow);
}
