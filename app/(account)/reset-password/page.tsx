import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '#components/ui/button-link';
import { ownerOfLink } from '#lib/accounts/links';
import { ResetForm } from './reset-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('resetTitle'), robots: { index: false } };
}

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const { token } = await searchParams;
  const t = await getTranslations('account');
  const isGood = typeof token === 'string' && (await ownerOfLink(token, 'reset-password')) !== null;
  return (
    <>
      <h1 className="text-head font-strong">{t('resetTitle')}</h1>
      {isGood ? (
        <>
          <p className="text-lead text-quiet">{t('resetLead')}</p>
          <ResetForm token={token} />
        </>
      ) : (
        <>
          <p className="text-lead text-quiet">{t('linkGone')}</p>
          <ButtonLink href="/forgot-password" className="justify-self-start">
            {t('newLink')}
          </ButtonLink>
        </>
      )}
    </>
  );
}
