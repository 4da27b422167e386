'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import { onChanges } from './changes.ts';
import { refreshPage } from './refresh-page.ts';

/**
 * Refreshes the page whenever the user's data, or for a visitor (null) the catalogue, changes on the server. It renders nothing, except when the
 * server runs a newer build than the page: then a notice offers to reload, because somebody may be typing.
 */
export function LiveUpdates({ userId }: { userId: string | null }) {
  const t = useTranslations('forms');
  const [isOutdated, setOutdated] = useState(false);
  useEffect(() => {
    const closing = new AbortController();
    // Order, balance and notification change within milliseconds of each other: one refresh shows all three.
    let scheduled: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      scheduled ??= setTimeout(() => {
        scheduled = undefined;
        void refreshPage().then((isCurrent) => setOutdated(!isCurrent));
      }, 50);
    };
    onChanges(userId, refetch, closing.signal);
    return () => {
      closing.abort();
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
