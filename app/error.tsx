'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';

/** Shown when rendering a page failed. `digest` identifies the error in the server log. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations('error');
  return (
    <div className="grid justify-items-start gap-4">
      <h1 className="text-head font-strong">{t('title')}</h1>
      <p className="max-w-[60ch] text-lead text-quiet">{t('text')}</p>
      {error.digest && (
        <p className="text-note text-quiet">
          {t('reference')} <span className="figures">{error.digest}</span>
        </p>
      )}
      <Button type="button" onClick={retry}>
        {t('retry')}
      </Button>
    </div>
  );
}
