import { getTimeZone } from 'next-intl/server';
import { currentUser } from '#lib/auth/session';
import { TIME_ZONE_COOKIE } from '#lib/i18n/locales';
import { LiveUpdates } from '../_live/live-updates.tsx';
import { TimeZone } from '../_live/time-zone.tsx';

/**
 * The pages that refresh themselves when data changes. The 404 page is rendered without this layout: the router reloads
 * the whole page for a 404, so refreshing it would loop forever.
 */
export default async function LiveLayout({ children }: { children: React.ReactNode }) {
  const [user, timeZone] = await Promise.all([currentUser(), getTimeZone()]);
  return (
    <>
      {children}
      <LiveUpdates userId={user?.userId ?? null} />
      <TimeZone cookie={TIME_ZONE_COOKIE} assumed={timeZone} />
    </>
  );
}
