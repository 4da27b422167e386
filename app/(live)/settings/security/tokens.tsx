import { getFormatter, getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import type { TokenView } from '#lib/accounts/tokens';
import { ActionForm } from '../../../_forms/action-form.tsx';
import { endTokenAction } from './actions.ts';

/** The valid API tokens: name, creation time, last use. */
export async function Tokens({ tokens }: { tokens: TokenView[] }) {
  const [t, format] = await Promise.all([getTranslations('settings.tokens'), getFormatter()]);
  if (tokens.length === 0) return <p className="text-quiet">{t('empty')}</p>;
  return (
    <ul className="grid divide-y divide-rule">
      {tokens.map(({ tokenId, name, createdAt, lastUsedAt }) => (
        <li key={tokenId} className="flex min-h-16 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
          <div className="min-w-0 flex-1 basis-40">
            <p className="font-medium wrap-anywhere">{name ?? t('unnamed')}</p>
            <p className="text-note text-quiet">
              {t('created', { time: format.dateTime(createdAt, 'day') })} ·{' '}
              {lastUsedAt ? t('used', { time: format.dateTime(lastUsedAt, 'moment') }) : t('unused')}
            </p>
          </div>
          <ActionForm action={endTokenAction} className="contents">
            <input type="hidden" name="tokenId" value={tokenId} />
            <Button variant="quiet" className="-mr-4" aria-label={t('revokeOne', { name: name ?? t('unnamed') })}>
              {t('revoke')}
            </Button>
          </ActionForm>
        </li>
      ))}
    </ul>
  );
}
