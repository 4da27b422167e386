import { userAgentFromString } from 'next/server';
import { getFormatter, getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import type { Device } from '#lib/accounts/sessions';
import { ActionForm } from '../../../_forms/action-form.tsx';
import { signOutDeviceAction, signOutOthersAction } from './actions.ts';

/** The signed-in browsers, each with a button to sign it out. */
export async function Devices({ devices, currentSessionId }: { devices: Device[]; currentSessionId: string }) {
  const [t, format] = await Promise.all([getTranslations('settings.devices'), getFormatter()]);
  const words = ({ userAgent }: Device) => {
    const { browser, os } = userAgentFromString(userAgent ?? undefined);
    if (!browser.name) return t('unknown');
    return os.name ? t('browserOn', { browser: browser.name, system: os.name }) : browser.name;
  };
  return (
    <>
      <ul className="-my-3 grid divide-y divide-rule">
        {devices.map((device) => {
          const time = format.dateTime(device.lastSeenAt, 'moment');
          return (
            <li
              key={device.sessionId}
              className="flex min-h-16 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2"
            >
              <div className="min-w-0 flex-1 basis-40">
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <span className="font-medium wrap-anywhere">{words(device)}</span>
                  {device.sessionId === currentSessionId && <Badge tone="good">{t('here')}</Badge>}
                </p>
                <p className="text-note text-quiet">{t('seen', { time })}</p>
              </div>
              {device.sessionId !== currentSessionId && (
                <ActionForm action={signOutDeviceAction} className="contents">
                  <input type="hidden" name="sessionId" value={device.sessionId} />
                  <Button
                    variant="quiet"
                    className="-mr-4"
                    aria-label={t('signOutOne', { device: words(device), time })}
                  >
                    {t('signOut')}
                  </Button>
                </ActionForm>
              )}
            </li>
          );
        })}
      </ul>
      {devices.length > 1 && (
        <ActionForm action={signOutOthersAction} className="grid justify-items-start gap-2">
          <Button variant="outline">{t('signOutOthers')}</Button>
        </ActionForm>
      )}
    </>
  );
}
