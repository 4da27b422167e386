'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import { onChanges } from './changes.ts';
import { refreshPage } from './refresh-page.ts';

/**
 * Keeps the page up to date: fetches it again whenever something of the user changed on the server. There is nothing to see, but where the
 * server was renewed and this page is too old for it: reloading is left to whoever may be typing.
 */
export function LiveUpdates({ userId }: { userId: string }) {
  const t = useTranslations('forms');
  const [isOutdated, setOutdated] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    // Order, balance and notification change within milliseconds of each other: one fetch shows all three.
    let scheduled: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      scheduled ??= setTimeout(() => {
        scheduled = undefined;
        void refreshPage().then((isCurrent) => setOutdated(!isCurrent));
      }, 50);
    };
    onChanges(userId, refetch, leaving.signal);
    return () => {
      leaving.abort();
      clearTimeout(scheduled);
    };
  }, [userId]);
  return (
    <Notice>
      {isOutdated && (
        <>
          <p>{t('outdated')}</p>
          <Button type="button" variant="outline" onClick={() => location.reload()}>
            {t('reload')}
          </Button>
        </>
      )}
    </Notice>
  );
}
