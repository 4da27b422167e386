import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button';
import { ButtonLink } from '#components/ui/button-link';
import { ownerOfLink } from '#lib/accounts/links';
import { ActionForm } from '../../_forms/action-form.tsx';
import { verifyAction } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('verifyTitle'), robots: { index: false } };
}

/** Opening the page uses nothing: programs that look through mail for bad links open it too. The button does. */
export default async function VerifyEmailPage({ searchParams }: PageProps<'/verify-email'>) {
  const { token, done } = await searchParams;
  const t = await getTranslations('account');
  const isGood = typeof token === 'string' && (await ownerOfLink(token, 'verify-email')) !== null;
  return (
    <>
      <h1 className="text-head font-strong">{t(done === undefined ? 'verifyTitle' : 'verifiedTitle')}</h1>
      {done !== undefined ? (
        <>
          <p role="status" className="text-lead">
            {t('verified')}
          </p>
          <ButtonLink href="/" className="justify-self-start">
            {t('toShop')}
          </ButtonLink>
        </>
      ) : isGood ? (
        <>
          <p className="text-lead text-quiet">{t('verifyLead')}</p>
          <ActionForm action={verifyAction} className="grid justify-items-start gap-4">
            <input type="hidden" name="token" value={token} />
            <Button>{t('verify')}</Button>
          </ActionForm>
        </>
      ) : (
        <>
          <p className="text-lead text-quiet">{t('verifyGone')}</p>
          <ButtonLink href="/settings" className="justify-self-start">
            {t('toSettings')}
          </ButtonLink>
        </>
      )}
    </>
  );
}
