'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Button } from '#components/ui/button';
import { sendAgainAction } from './actions.ts';

/** Sends another link that verifies the address. */
export function SendAgain() {
  const t = useTranslations('settings.email');
  const [outcome, send, pending] = useActionState(sendAgainAction, null);
  return (
    <form action={send} className="grid justify-items-start gap-2">
      <Button variant="outline" pending={pending}>
        {t('again')}
      </Button>
      <p
        role="status"
        className={clsx('empty:absolute', outcome === 'too-many' ? 'text-bad' : 'font-medium text-good')}
      >
        {outcome === 'sent' && t('sent')}
        {outcome === 'too-many' && t('tooMany')}
      </p>
    </form>
  );
}
